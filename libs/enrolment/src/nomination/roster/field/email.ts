import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { type Finding, finding, isBlankSign, quoted } from './finding.js';

export interface Email {
  email?: string;
  findings: Finding[];
}

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Lower case, without the marks around it; of several the first. A space inside spoils an address. */
export function parseEmail(value: CellValue | undefined): Email {
  const shown = cleanText(cellText(value).replace(/[\r\n]+/g, ' ; '));
  if (isBlankSign(shown)) return { findings: [] };
  const written = shown.toLowerCase().replace(/\s*@\s*/g, '@');
  const found = written.split(/[;,/|]/).flatMap((part) => {
    const first =
      part
        .replace(/^[^:@]*:/, '')
        .trim()
        .split(/\s/)[0] ?? '';
    const address = first.replace(/^[<("'.[]+|[>)"'.\]]+$/g, '');
    return address.length <= 254 && ADDRESS.test(address) ? [address] : [];
  });
  const [email] = new Set(found);
  if (!email) return { findings: [finding('roster.email-invalid', { value: quoted(shown) })] };
  return {
    email,
    findings: new Set(found).size > 1 ? [finding('roster.email-several', { value: email })] : [],
  };
}
