// The messages of a chat request, in OpenAI's words: text, calls of tools and what tools found.
import { toolCalls } from '@taonet/neuron'
import { z } from 'zod'

const Part = z.object({ type: z.literal('text', 'must be "text"'), text: z.string() })
export const Content = z.union(
  [z.string(), z.array(Part).transform(parts => parts.map(part => part.text).join(''))],
  'must be text, or parts of type "text"',
)

const Message = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.enum(['system', 'developer', 'user']), content: Content }),
    z
      .object({
        role: z.literal('assistant'),
        content: Content.nullish(),
        tool_calls: toolCalls.nullish(),
      })
      .refine(({ content, tool_calls }) => content != null || tool_calls != null, {
        path: ['content'],
        message: 'must be text where no tool is called',
      }),
    z.object({ role: z.literal('tool'), content: Content, tool_call_id: z.string().min(1).max(256) }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'must be "system", "developer", "user", "assistant" or "tool"'
        : undefined,
  },
)
export type Message = z.infer<typeof Message>

/** What a tool found belongs to a call before it. */
export const Messages = z
  .array(Message)
  .min(1)
  .max(256)
  .superRefine((messages, context) => {
    const called = new Set<string>()
    for (const [at, message] of messages.entries()) {
      if (message.role === 'assistant') for (const { id } of message.tool_calls ?? []) called.add(id)
      if (message.role === 'tool' && !called.has(message.tool_call_id))
        context.addIssue({
          code: 'custom',
          path: [at, 'tool_call_id'],
          message: 'must be the id of a call in a message before it',
        })
    }
  })
