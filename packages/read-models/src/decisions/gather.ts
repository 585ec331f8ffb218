/**
 * Turns one question at a time into many at once: what is asked in one turn of the event loop, and what comes while
 * `inFlight` calls are under way, goes out as one call. `ask` answers in the order of the questions; where it
 * rejects, so does every question of that call.
 */
export const gather = <Question, Answer>(
  ask: (questions: ReadonlyArray<Question>) => Promise<ReadonlyArray<Answer>>,
  inFlight: number,
): ((question: Question) => Promise<Answer>) => {
  interface Waiting {
    readonly question: Question
    readonly resolve: (answer: Answer) => void
    readonly reject: (reason: unknown) => void
  }
  let waiting: Array<Waiting> = []
  let running = 0
  let scheduled = false

  const run = async (): Promise<void> => {
    const asked = waiting
    waiting = []
    running++
    try {
      const answers = await ask(asked.map(({ question }) => question))
      asked.forEach(({ resolve, reject }, n) => {
        if (n < answers.length) resolve(answers[n] as Answer)
        else reject(new Error('a question was left without an answer'))
      })
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
    running--
    schedule()
  }

  const schedule = (): void => {
    if (scheduled || running >= inFlight || waiting.length === 0) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      if (waiting.length > 0 && running < inFlight) void run()
    })
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      schedule()
    })
}
