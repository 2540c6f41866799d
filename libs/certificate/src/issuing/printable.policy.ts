import { modelOf, type PaperFacts } from '../certificate/paper-facts.js';
import type { VerificationCode } from '../code/verification-code.js';
import type { Issuer } from '../issuer/issuer.entity.js';
import { NumberPattern } from '../register/number-pattern.js';
import { sheetOf } from '../render/render-certificate.js';
import type { PreparedTemplate } from '../render/template/prepared-template.js';

/** As wide as numbers and codes get. */
const WIDEST = { year: 2099, sequence: 8_888_888 };
const WIDEST_CODE = 'M'.repeat(28) as VerificationCode;

/** Before a number is spent: throws RenderRefused when these facts cannot be printed. */
export function assertPrintable(
  facts: PaperFacts,
  issuer: Issuer,
  publicUrl: string,
  template?: PreparedTemplate,
): void {
  const entry = {
    serial: new NumberPattern(issuer.serialPattern).format(WIDEST),
    entryNumber: new NumberPattern(issuer.entryPattern).format(WIDEST),
    code: WIDEST_CODE,
  };
  sheetOf(modelOf(facts, entry, new Date(0), publicUrl), template);
}
