import type { Command } from '../command.js';
import { migrate } from './migrate.js';

/** All commands, in the order of the overview. */
export const commands: Command[] = [migrate];
