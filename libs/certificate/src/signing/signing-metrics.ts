import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '#platform/metrics';
import { type Waiting, WaitingForSignature } from './waiting.repository.js';

/** What operators watch of signing. Each web process reads the same tables, so the largest is the one that holds. */
@Injectable()
export class SigningMetrics {
  private reading: Promise<Waiting> | null = null;

  constructor(
    private readonly metrics: Metrics,
    private readonly waiting: WaitingForSignature,
  ) {
    this.gauge(
      'certificates_unsigned',
      'Valid certificates that are drawn and wait for their signature',
      (now) => now.unsigned,
    );
    this.gauge(
      'certificates_unsigned_oldest_seconds',
      'How long the certificate that waits longest for its signature has waited',
      (now) => secondsSince(now.since),
    );
    this.gauge(
      'signer_outage_seconds',
      'How long the signer has not answered; 0 when it is not known to be down',
      (now) => secondsSince(now.outage?.since),
    );
  }

  private gauge(name: string, help: string, of: (now: Waiting) => number): void {
    const read = () => this.read();
    new Gauge({
      ...{ name, help, registers: [this.metrics.registry], aggregator: 'max' },
      async collect() {
        this.set(of(await read()));
      },
    });
  }

  /** All gauges are asked at once: one reading answers them. */
  private read(): Promise<Waiting> {
    this.reading ??= this.waiting.count(null).finally(() => {
      this.reading = null;
    });
    return this.reading;
  }
}

const secondsSince = (moment: Date | null | undefined): number =>
  moment ? (Date.now() - moment.getTime()) / 1000 : 0;
