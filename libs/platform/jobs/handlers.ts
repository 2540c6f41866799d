import { Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { allContracts, type JobContract } from './contract.js';

/** Runs the jobs of one contract; must be safe to run twice with the same payload. */
export interface JobHandler<T> {
  run(payload: T): Promise<void>;
}

/** Finds and repairs, from the tables alone, what should have happened and has not. Returns how many. */
export interface Sweep {
  sweep(): Promise<number>;
}

const HANDLES = 'hocvuso:handles';
const SWEEPS = 'hocvuso:sweeps';

export const Handles = <T>(contract: JobContract<T>) => SetMetadata(HANDLES, contract);
export const Sweeps = (name: string) => SetMetadata(SWEEPS, name);

@Injectable()
export class HandlerRegistry {
  constructor(private readonly discovery: DiscoveryService) {}

  /** One handler for each contract; throws when one is missing or there are two. */
  handlers(): Map<string, { contract: JobContract; handler: JobHandler<unknown> }> {
    const found = new Map<string, { contract: JobContract; handler: JobHandler<unknown> }>();
    for (const [contract, handler] of this.providersWith<JobContract, JobHandler<unknown>>(HANDLES)) {
      if (found.has(contract.name)) throw new Error(`Job ${contract.name} has two handlers`);
      found.set(contract.name, { contract, handler });
    }
    const missing = allContracts().filter((contract) => !found.has(contract.name));
    if (missing.length)
      throw new Error(`Jobs without a handler: ${missing.map((each) => each.name).join(', ')}`);
    return found;
  }

  sweeps(): [string, Sweep][] {
    return this.providersWith<string, Sweep>(SWEEPS);
  }

  private providersWith<M, T>(key: string): [M, T][] {
    return this.discovery
      .getProviders()
      .filter((wrapper) => wrapper.metatype && wrapper.instance)
      .map((wrapper): [M | undefined, T] => [
        Reflect.getMetadata(key, wrapper.metatype as object) as M | undefined,
        wrapper.instance as T,
      ])
      .filter((pair): pair is [M, T] => pair[0] !== undefined);
  }
}
