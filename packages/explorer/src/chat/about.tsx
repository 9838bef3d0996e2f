// What the models that run now can do, and how to add a better one.
import { type Ability, abilitiesOf } from './abilities.ts'
import { models } from './models.ts'

function Entry({ models: same, ability }: Ability) {
  return (
    <li>
      <b>{same.join(', ')}</b>: {ability}
    </li>
  )
}

export function About() {
  const declared = models.value?.declared
  return (
    <details class="about">
      <summary>What these models can do, and how to add a better one</summary>
      {declared === undefined || declared.length === 0 ? (
        <p>
          {models.value === undefined
            ? 'The gateway has not answered yet.'
            : 'No text miner can be called yet. Miners appear here once they have a seat and an address on the chain.'}
        </p>
      ) : (
        <>
          <p>They are small, so that the whole network fits on one computer:</p>
          <ul>
            {abilitiesOf(declared.map(one => one.id)).map(one => (
              <Entry key={one.ability} {...one} />
            ))}
          </ul>
        </>
      )}
      <p>
        A better one is a start away. A model file, or a server on this machine that speaks OpenAI’s API
        (Ollama, llama.cpp, vLLM, LM Studio):
      </p>
      <pre>
        <code>npm start -- --model ./my-model.gguf{'\n'}npm start -- --model http://localhost:11434</code>
      </pre>
      <p>
        Validators measure it like any other; where it answers better, auto asks it first, and it earns more.
      </p>
    </details>
  )
}
