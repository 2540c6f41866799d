export { DeadLettersWebModule, DeadLettersWorkerModule } from './dead-letters.module.js';
