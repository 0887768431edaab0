/** The rules of a route: when a request is so, it goes to that group of servers. Read in order, the first that fits counts. */
import { z } from 'zod';

const pattern = z.string().trim().min(1).max(200);
/** Hours and minutes, `22:30`. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const waitMs = z.int().min(1).max(3_600_000);

export const conditionSchema = z.discriminatedUnion('kind', [
  /** More tokens than this in the prompt: an estimate, unless a server's tokenizer counted them. */
  z.strictObject({ kind: z.literal('prompt-longer'), tokens: z.int().min(1).max(100_000_000) }),
  z.strictObject({ kind: z.literal('has-images') }),
  z.strictObject({ kind: z.literal('has-tools') }),
  /** `response_format` asks for JSON, with or without a schema. */
  z.strictObject({ kind: z.literal('json-mode') }),
  /** The requested name; `*` stands for any text, `?` for one character, case does not count. */
  z.strictObject({ kind: z.literal('requested-model'), pattern }),
  /** The client's User-Agent, in the same way. */
  z.strictObject({ kind: z.literal('client'), pattern }),
  /** The label of the key that the client sent. */
  z.strictObject({ kind: z.literal('key-label'), label: z.string().trim().min(1).max(80) }),
  /** A new request would wait longer than this at every server of the first group. */
  z.strictObject({ kind: z.literal('queue-longer'), ms: waitMs }),
  /** No server of the first group has lately begun to answer within this time. */
  z.strictObject({ kind: z.literal('first-token-slower'), ms: waitMs }),
  /** So many of a hundred conversations; requests that belong to none are drawn one by one. */
  z.strictObject({ kind: z.literal('share'), percent: z.number().gt(0).max(100) }),
  z.strictObject({ kind: z.literal('on-battery') }),
  /** From one time of day to another, past midnight where `from` is the later one. */
  z
    .strictObject({ kind: z.literal('time-of-day'), from: clockTime, to: clockTime })
    .refine(({ from, to }) => from !== to, { path: ['to'] }),
]);
export type Condition = z.output<typeof conditionSchema>;

export const poolNameSchema = z.string().trim().min(1).max(40);

/** `only`: that group and no other; `first`: that group, then the others in their order. */
export const ruleModes = ['only', 'first'] as const;
export type RuleMode = (typeof ruleModes)[number];

export const ruleSchema = z.strictObject({
  /** All of them have to hold. */
  when: z.array(conditionSchema).min(1).max(8),
  /** The name of a group of the same route. */
  pool: poolNameSchema,
  mode: z.enum(ruleModes).default('only'),
});
export type Rule = z.output<typeof ruleSchema>;
