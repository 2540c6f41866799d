import { z } from 'zod';
import { parseInput } from '#platform/http';

const nothing = z.strictObject({});

/** For changes that take no words: a body with fields in it is refused like any unknown field. */
export const expectNoInput = (body: unknown): void => {
  parseInput(nothing, body);
};
