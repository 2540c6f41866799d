import { plain, widthOf } from '../text/text-flow.js';
import type { CertificateText } from './certificate-text.js';
import { frame } from './measures.js';
import { palette } from './palette.js';
import { type Part, ruleUnder } from './part.js';
import { Region, type TextStyle } from './region.js';

const SUPERIOR: TextStyle = { size: 12, smallest: 9.2, leading: 1.3, colour: palette.ink };
const ISSUER: TextStyle = { ...SUPERIOR };
const COUNTRY: TextStyle = { size: 12, smallest: 11, leading: 1.3, colour: palette.ink };
const MOTTO: TextStyle = { ...COUNTRY, size: 13.5, smallest: 12.5 };

const COLUMN_GAP = 26;

/** Issuing bodies on the left, quốc hiệu and tiêu ngữ on the right, as Decree 30/2020/NĐ-CP lays a head out. */
export function head(text: CertificateText, scale: number): Part {
  const width = (frame.width - COLUMN_GAP) / 2;
  const left = new Region(frame.left, frame.top, width, 'center', scale);
  if (text.superior) left.paragraph('P', plain(text.superior, 'regular'), SUPERIOR);
  left.paragraph('P', plain(text.issuer, 'bold'), ISSUER);

  const right = new Region(frame.right - width, frame.top, width, 'center', scale);
  right.paragraph('P', plain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'bold'), COUNTRY);
  right.paragraph('P', plain('Độc lập - Tự do - Hạnh phúc', 'bold'), MOTTO);

  const issuerWidth = Math.max(...left.blocks.at(-1)!.lines.map(({ line }) => line.width));
  const mottoWidth = widthOf(plain('Độc lập - Tự do - Hạnh phúc', 'bold'), right.sizeOf(MOTTO));
  return {
    blocks: [...left.blocks, ...right.blocks],
    rules: [ruleUnder(left, issuerWidth * 0.4), ruleUnder(right, mottoWidth)],
    bottom: Math.max(left.bottom, right.bottom) + 6,
  };
}
