/** The end of a form that writes something anew. */
export const SaveOrCancel = ({ onCancel }: { readonly onCancel: () => void }) => (
  <p className="buttons">
    <button type="submit" className="primary">
      Save
    </button>
    <button type="button" className="quiet" onClick={onCancel}>
      Cancel
    </button>
  </p>
)
