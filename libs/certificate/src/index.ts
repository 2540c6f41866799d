export { CertificateModule } from './certificate.module.js';
export { ChainAudit, type ChainReport } from './chain/chain-audit.service.js';
export * from './chain/commitment.js';
export * from './chain/issuing-chain.js';
export { RegisterCheck, type RegisterCheckReport } from './checkpoint/register-check.service.js';
export * from './code/verification-code.js';
export { ClassIssuance } from './issuance/class-issuance.service.js';
export { type Standing, Standings } from './issuance/standings.repository.js';
export { type Issued, Issuing } from './issuing/issuing.service.js';
export { KEY_USES, KeyRing, type KeyUse } from './keys/key-ring.service.js';
export type { OldChoices, OldRegisterRead } from './old-register/old-import.js';
export { OldImportRows } from './old-register/old-imports.repository.js';
export { OldImports } from './old-register/old-imports.service.js';
export {
  OldRegisterReader,
  OldRegisterRefused,
} from './old-register/old-register-reader.service.js';
export { Printing } from './printing/printing.service.js';
export * from './register/number-pattern.js';
export * from './render/bench-render.js';
export * from './render/certificate-model.js';
export { renderCertificate } from './render/render-certificate.js';
export { type RenderRefusalCode, RenderRefused } from './render/render-refused.js';
export { modelOfSample, sampleInput } from './render/sample.input.js';
export { CertificateSeeder } from './seed/certificate-seeder.js';
export { chooseSigner } from './signing/choose-signer.js';
export * from './signing/signer.js';
export { CheckLimits } from './verification/check-limits.js';
export type {
  Alteration,
  FileCheck,
  FileOutcome,
  Verification,
  VerificationState,
} from './verification/verification.js';
export { Verifications } from './verification/verifications.service.js';
export {
  type CertificateFile,
  type FileProblem,
  fileHash,
  readCertificateFile,
} from './verify-file/certificate-file.js';
export { checkSignature } from './verify-file/signature-check.js';
