export { makeClass, makeEnrolment } from './testing/make-class.js';
