import { BlueprintTrials } from './blueprint-trials.js';
import { BlueprintsController } from './blueprints.controller.js';
import { EnemiesController } from './enemy/enemies.controller.js';
import { Enemies } from './enemy/enemies.service.js';
import { ItemFactsOf } from './item-facts.repository.js';

/** Pages of blueprints and what they need. */
export const blueprintControllers = [BlueprintsController, EnemiesController];
export const blueprintProviders = [BlueprintTrials, ItemFactsOf, Enemies];
