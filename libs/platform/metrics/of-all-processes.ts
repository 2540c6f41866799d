import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

/** Between a web process that is asked for metrics and the supervisor, which alone can ask them all. */
interface Asked {
  metrics: 'of-all';
}
interface Answered {
  metrics: 'of-all';
  text: string;
}

const isAbout = (message: unknown): message is Asked | Answered =>
  typeof message === 'object' && message !== null && 'metrics' in message;

/** In the supervisor: answers each process that asks for the sums over all. */
export function superviseMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: unknown) => {
    if (!isAbout(message)) return;
    all.clusterMetrics().then(
      (text) => worker.isConnected() && worker.send({ metrics: 'of-all', text } satisfies Answered),
      // A process that ends meanwhile does not answer; who asked gives up by itself.
      () => {},
    );
  });
}

/** In a web process under a supervisor: lets the others' sums count this one. */
export function joinMetrics(registry: Registry): void {
  if (!cluster.isWorker) return;
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries([registry]);
}

const PATIENCE_MS = 6_000;

/** The metrics of all web processes of this machine; null when there is only one, or no answer. */
export function metricsOfAll(): Promise<string | null> {
  if (!cluster.isWorker || !process.connected) return Promise.resolve(null);
  return new Promise((resolve) => {
    const done = (text: string | null) => {
      clearTimeout(timer);
      process.off('message', hear);
      resolve(text);
    };
    const hear = (message: unknown) => {
      if (isAbout(message) && 'text' in message) done(message.text);
    };
    const timer = setTimeout(() => done(null), PATIENCE_MS);
    process.on('message', hear);
    process.send?.({ metrics: 'of-all' } satisfies Asked);
  });
}
