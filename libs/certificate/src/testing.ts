export { makeIssuer, makeRegister } from './testing/make-issuer.js';
