import type { ZodType } from 'zod';
import { z } from 'zod';

/**
 * `interactive`: somebody waits for it. `bulk`: long work that must not delay the other. `background`: thousands of
 * small pieces, such as pages to draw, one at a time, so that they delay neither.
 */
export type QueueName = 'interactive' | 'bulk' | 'background';
export const QUEUES: QueueName[] = ['interactive', 'bulk', 'background'];

/** A promise between those who enqueue a job and the one handler that runs it. Payloads are ids. */
export interface JobContract<T = unknown> {
  /** `<context>.<verb-noun>` */
  readonly name: string;
  readonly payload: ZodType<T>;
  readonly queue: QueueName;
  /** Outbox events that trigger it; their aggregate ids arrive in batches. */
  readonly on: string[];
  /** Somebody looks at a page until it is done: its events are told as soon as ever. */
  readonly waited: boolean;
}

const contracts = new Map<string, JobContract>();

export function defineJob<T>(
  name: string,
  payload: ZodType<T>,
  options: { queue?: QueueName } = {},
): JobContract<T> {
  return register({ name, payload, queue: options.queue ?? 'interactive', on: [], waited: false });
}

/** A job that reacts to outbox events: its payload is a batch of aggregate ids. */
export function defineReaction(
  name: string,
  on: string | string[],
  { queue = 'interactive', waited = false }: { queue?: QueueName; waited?: boolean } = {},
): JobContract<Batch> {
  return register({ name, payload: batch, queue, on: [on].flat(), waited });
}

const batch = z.object({ ids: z.array(z.uuid()).min(1) });
export type Batch = z.infer<typeof batch>;

function register<T>(contract: JobContract<T>): JobContract<T> {
  if (contracts.has(contract.name)) throw new Error(`Job ${contract.name} is defined twice`);
  contracts.set(contract.name, contract as JobContract);
  return contract;
}

export const allContracts = (): JobContract[] => [...contracts.values()];
