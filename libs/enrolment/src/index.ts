export { Classes, type ClassFacts } from './classes/classes.js';
export { Programme } from './classes/programme.entity.js';
export { type ClassForm, type TargetGroup, TrainingClass } from './classes/training-class.entity.js';
export { Enrolment, type EnrolmentSource, type EnrolmentStatus } from './enrolment/enrolment.entity.js';
export { type Enrolled, Enrolments, type EnrolOne, type Nominee } from './enrolment/enrolments.js';
export { EnrolmentModule } from './enrolment.module.js';
export { EnrolmentSeeder } from './seed/enrolment-seeder.js';
