import type { Command } from '../command.js';
import { migrate } from './migrate.js';
import { seed } from './seed.js';

/** All commands, in the order of the overview. */
export const commands: Command[] = [migrate, seed];
