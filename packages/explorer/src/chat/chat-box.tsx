// The box to ask the network: whom, what, and the answers so far.
import { useEffect, useRef } from 'preact/hooks'
import { EXAMPLES } from './abilities.ts'
import { About } from './about.tsx'
import { AnswerView } from './answer-view.tsx'
import { answers, isBusy, remembers, send, startOver, stop } from './conversation.ts'
import { ModelMenu } from './model-menu.tsx'

function Examples() {
  return (
    <div class="examples">
      <p>Ask the network something. For example:</p>
      <ul>
        {EXAMPLES.map(example => (
          <li key={example}>
            <button type="button" class="example" onClick={() => void send(example)}>
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Form() {
  const input = useRef<HTMLTextAreaElement>(null)
  const submit = (): void => {
    const { current } = input
    if (!current || current.value.trim() === '' || isBusy.value) return
    void send(current.value)
    current.value = ''
  }
  return (
    <form
      class="ask-form"
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <label class="unseen" for="question">
        Your question
      </label>
      <textarea
        id="question"
        name="question"
        ref={input}
        rows={2}
        maxLength={8_000}
        placeholder="Ask the network"
        autocomplete="off"
        onKeyDown={event => {
          if (event.key === 'Escape') stop()
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          submit()
        }}
      />
      {isBusy.value ? (
        <button type="button" class="send" onClick={stop}>
          Stop
        </button>
      ) : (
        <button type="submit" class="send">
          Ask
        </button>
      )}
    </form>
  )
}

export function ChatBox() {
  const log = useRef<HTMLDivElement>(null)
  const list = answers.value
  const last = list.at(-1)
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [list.length, last?.text, last?.state])
  return (
    <section class="ask" id="ask" aria-labelledby="ask-title" tabIndex={-1}>
      <div class="section-head">
        <h2 id="ask-title">Ask</h2>
        {list.length > 0 && (
          <button type="button" class="text-button" onClick={startOver}>
            new conversation
          </button>
        )}
      </div>
      <ModelMenu />
      <div class="log" role="log" aria-live="polite" aria-label="Answers" aria-busy={isBusy.value} ref={log}>
        {list.length === 0 ? <Examples /> : list.map((answer, i) => <AnswerView key={i} answer={answer} />)}
      </div>
      <Form />
      <label class="remember">
        <input
          type="checkbox"
          checked={remembers.value}
          onChange={event => {
            remembers.value = event.currentTarget.checked
          }}
        />{' '}
        send earlier turns along
      </label>
      <About />
    </section>
  )
}
