import { formatCode, type VerificationCode } from '../code/verification-code.js';
import type { FileCheck, Verification } from './verification.js';

const BADGE = {
  valid: 'done',
  revoked: 'failed',
  replaced: 'not-started',
  recorded: 'not-started',
  unknown: 'attention',
} as const;

/** What `certificate/verification/show` shows. */
export function verificationView(found: Verification) {
  return {
    found: {
      ...found,
      isKnown: found.state !== 'unknown',
      badge: BADGE[found.state],
      shownCode: found.code && formatCode(found.code as VerificationCode),
      replacedHref: found.replacedBy && `/verify/${found.replacedBy}`,
    },
    fileAction: found.code ? `/verify/${found.code}/file` : '/verify/file',
  };
}

/** With the outcome of comparing a file; what the file is not keeps its own words. */
export function fileView({ outcome, alteration, verification }: FileCheck, code?: string) {
  const view = verificationView(verification);
  return {
    ...view,
    fileAction: code && verification.code ? view.fileAction : '/verify/file',
    file: { outcome, alteration, matches: outcome === 'match', differs: outcome !== 'match' },
  };
}
