import { Global, Injectable, Module } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { joinMetrics, metricsOfAll } from './of-all-processes.js';

export { superviseMetrics } from './of-all-processes.js';

/** What operators watch, in Prometheus's own format. Labels never hold personal data. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [this.registry],
  });

  readonly jobs = new Counter({
    name: 'jobs_total',
    help: 'Background jobs by outcome',
    labelNames: ['job', 'outcome'],
    registers: [this.registry],
  });

  readonly outboxAge = new Gauge({
    name: 'outbox_oldest_seconds',
    help: 'Age of the oldest event not yet relayed',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    joinMetrics(this.registry);
  }

  /** In the text format, summed over the web processes of this machine. */
  async text(): Promise<string> {
    return (await metricsOfAll()) ?? this.registry.metrics();
  }
}

@Global()
@Module({ providers: [Metrics], exports: [Metrics] })
export class MetricsModule {}
