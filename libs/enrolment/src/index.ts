export { EnrolmentModule } from './enrolment.module.js';
