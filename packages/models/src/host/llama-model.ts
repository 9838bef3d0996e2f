/** One GGUF file loaded by llama.cpp: its chat template, its token bytes and a few sequences to work in. */
import type { Llama, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp'
import { NetError } from '../net-error.ts'
import { type ChatPrompt, chatPrompt, PLAIN_STOPS } from './chat-prompt.ts'
import { type TokenBytes, tokenBytes } from './token-bytes.ts'

/** Longest context we give a model: memory for keys and values grows with it. */
const LONGEST_CONTEXT = 2048
/** Tokens evaluated at once; also the longest time one request keeps the others waiting. */
export const CHUNK = 64

export interface LoadedModel {
  readonly llama: LlamaModel
  readonly contextLength: number
  readonly prompt: ChatPrompt<Token>
  readonly tokens: TokenBytes
  /** Stop strings that the form of the prompt itself asks for. */
  readonly stops: readonly string[]
  /** Sequences nobody works in; each request takes one and gives it back. */
  readonly free: LlamaContextSequence[]
}

export async function loadModel(llama: Llama, path: string, sequences: number): Promise<LoadedModel> {
  try {
    const model = await llama.loadModel({ modelPath: path })
    const contextLength = Math.min(model.trainContextSize, LONGEST_CONTEXT)
    const context = await model.createContext({
      contextSize: contextLength,
      sequences,
      batchSize: CHUNK,
      threads: 1,
      // Twice as near to exact arithmetic as flash attention, and as fast at these sizes.
      flashAttention: false,
      failedCreationRemedy: false,
    })
    const { tokenizer } = model.fileInfo.metadata
    const { bos, bosString, eosString, shouldPrependBosToken } = model.tokens
    return {
      llama: model,
      contextLength,
      prompt: chatPrompt<Token>(
        {
          tokenize: (text, marks) => model.tokenize(text, marks),
          begin: shouldPrependBosToken && bos !== null ? bos : undefined,
          beginText: bosString ?? '',
          endText: eosString ?? '',
        },
        tokenizer?.chat_template,
      ),
      tokens: tokenBytes(
        tokenizer?.ggml.model ?? 'gpt2',
        tokenizer?.ggml.tokens ?? [],
        tokenizer?.ggml.token_type ?? [],
      ),
      stops: tokenizer?.chat_template === undefined ? PLAIN_STOPS : [],
      free: Array.from({ length: sequences }, () => context.getSequence()),
    }
  } catch (cause) {
    throw new NetError('unavailable', `llama.cpp cannot load ${path}`, {
      cause,
      hint: 'is it a complete GGUF file?',
    })
  }
}
