import { describe, expect, test } from '@jest/globals';
import type { DiscoveryService } from '@nestjs/core';
import { z } from 'zod';
import { allContracts, defineJob } from './contract.js';
import { HandlerRegistry, Handles } from './handlers.js';

const Lonely = defineJob('test.lonely', z.object({}));

@Handles(Lonely)
class First {
  async run() {}
}
@Handles(Lonely)
class Second {
  async run() {}
}

const registryOf = (...classes: (new () => object)[]) =>
  new HandlerRegistry({
    getProviders: () => classes.map((each) => ({ metatype: each, instance: new each() })),
  } as unknown as DiscoveryService);

describe('every contract has exactly one handler', () => {
  test('one is right', () => expect([...registryOf(First).handlers().keys()]).toEqual(['test.lonely']));
  test('none stops the start', () =>
    expect(() => registryOf().handlers()).toThrow(/without a handler: test\.lonely/));
  test('two stop the start', () =>
    expect(() => registryOf(First, Second).handlers()).toThrow(/two handlers/));
  test('a name can be taken once', () => {
    expect(() => defineJob('test.lonely', z.object({}))).toThrow(/twice/);
    expect(allContracts()).toHaveLength(1);
  });
});
