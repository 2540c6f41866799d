import cluster from 'node:cluster';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** What one web process tells the others of its machine; {@link supervise} carries it. */
export interface Told {
  topic: string;
  text: string;
}

export const isTold = (message: unknown): message is Told =>
  typeof message === 'object' && message !== null && 'topic' in message && 'text' in message;

/**
 * The other web processes under the same supervisor. What is told reaches each of them within a moment, and none
 * when there are no others; nothing may depend on it but how soon they know.
 */
@Injectable()
export class Siblings implements OnModuleDestroy {
  private readonly heard = new Map<string, (text: string) => void>();
  /** What arrives from the supervisor. */
  readonly receive = (message: unknown) => {
    if (isTold(message)) this.heard.get(message.topic)?.(message.text);
  };

  constructor() {
    if (cluster.isWorker) process.on('message', this.receive);
  }

  /** Personal data has no place in it: ids and hashes only. */
  tell(topic: string, text: string): void {
    if (cluster.isWorker && process.connected) process.send?.({ topic, text } satisfies Told);
  }

  hear(topic: string, heard: (text: string) => void): void {
    this.heard.set(topic, heard);
  }

  onModuleDestroy(): void {
    process.off('message', this.receive);
  }
}
