import { page } from '#platform/http';
import { shownCode } from '../one-time/one-time-code.js';
import type { IssuedSecret } from '../one-time/one-time-secrets.js';

/** The page that shows a new code. It is the answer to the POST itself, since nothing keeps the code. */
export function codeSlip(name: string, accountId: string, issued: IssuedSecret & { activation: boolean }) {
  return page('identity/administration/code', {
    name,
    back: `/admin/accounts/${accountId}`,
    code: shownCode(issued.code),
    page: issued.page,
    link: issued.link,
    activation: issued.activation,
    expiresAt: issued.expiresAt.toISOString(),
  });
}
