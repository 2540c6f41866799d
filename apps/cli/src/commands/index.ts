import type { Command } from '../command.js';
import { migrate } from './migrate.js';
import { rollupRebuild } from './rollup-rebuild.js';

/** All commands, in the order of the overview. */
export const commands: Command[] = [migrate, rollupRebuild];
