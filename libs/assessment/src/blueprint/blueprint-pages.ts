import { BlueprintsController } from './blueprints.controller.js';
import { EnemiesController } from './enemy/enemies.controller.js';
import { Enemies } from './enemy/enemies.service.js';

/** Pages of blueprints and what they need. */
export const blueprintControllers = [BlueprintsController, EnemiesController];
export const blueprintProviders = [Enemies];
