import { z } from 'zod';
import { accommodationInput, reason } from '#assessment';
import { listQuery } from '../classes/form-values.js';
import { SITTER_STATES } from './sitters.js';

const state = z.enum(SITTER_STATES).optional().catch(undefined);

export const roomsQuery = z.object(listQuery);
export const roomQuery = z.object({ ...listQuery, state });

/** Everybody whose name or unit has these words. */
const group = z.object({ q: z.string().max(200).default('') });
export const groupInput = group;
export const pauseInput = group.extend({ reason });
export const groupTimeInput = group.and(accommodationInput);
export const reasonInput = z.object({ reason });
