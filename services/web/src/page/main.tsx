import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('page')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <h1>Parley</h1>
    </StrictMode>,
  )
