import { plain } from '../text/text-flow.js';
import type { CertificateText } from './certificate-text.js';
import { factSpans } from './fact-rows.js';
import { frame } from './measures.js';
import { palette } from './palette.js';
import type { Box, Part } from './part.js';
import { Region, type TextStyle } from './region.js';

const QR_SIZE = 86;
const NUMBERS_WIDTH = 236;
const SIGNATURE_WIDTH = 290;
/** Room for a seal of true size over a third of a signature. */
const SIGNATURE_HEIGHT = 56;

const STAMP = { width: 196, height: 27 };

const NUMBER: TextStyle = { size: 12.4, smallest: 8.6, leading: 1.38, colour: palette.ink };
const NOTE: TextStyle = { size: 9.8, smallest: 9, leading: 1.32, colour: palette.muted };
const DATE: TextStyle = { size: 13.6, smallest: 10, leading: 1.34, colour: palette.ink };
const POSITION: TextStyle = { size: 12.4, smallest: 9.2, leading: 1.3, colour: palette.ink };
const SIGNATORY: TextStyle = { size: 14.2, smallest: 10, leading: 1.3, colour: palette.ink };
const TRIAL: TextStyle = { size: 11.2, smallest: 11.2, leading: 1.3, colour: palette.red };

export interface Foot extends Part {
  top: number;
  qr: Box;
  trialStamp?: Box;
}

/** QR and numbers on the left, signature on the right; both stand on the lower edge of the frame. */
export function foot(text: CertificateText, scale: number): Foot {
  const signature = signatureColumn(text, scale);
  const numbers = numbersColumn(text, scale);
  const height = Math.max(signature.region.bottom, numbers.bottom, QR_SIZE);
  signature.region.moveBy(frame.bottom - signature.region.bottom);
  // Beside the QR when shorter than it, standing on the frame's edge when taller.
  numbers.moveBy(frame.bottom - Math.max(numbers.bottom, (QR_SIZE + numbers.bottom) / 2));
  const qr = { left: frame.left, top: frame.bottom - QR_SIZE, width: QR_SIZE, height: QR_SIZE };
  return {
    blocks: [...numbers.blocks, ...signature.region.blocks],
    rules: [],
    top: frame.bottom - height,
    bottom: frame.bottom,
    qr,
    trialStamp: signature.stampTop && stampBox(signature.region, signature.stampTop.baseline),
  };
}

function numbersColumn(text: CertificateText, scale: number): Region {
  const region = new Region(frame.left + QR_SIZE + 14, 0, NUMBERS_WIDTH, 'left', scale);
  for (const number of text.numbers) region.headline('P', factSpans(number), NUMBER);
  region.space(4);
  const lookup = text.lookup ? ` hoặc tra cứu tại ${text.lookup}` : '';
  region.paragraph('P', plain(`Quét mã để kiểm tra ${text.noun} này${lookup}`, 'regular'), NOTE);
  region.headline('P', plain(text.code, 'regular'), NOTE);
  return region;
}

function signatureColumn(text: CertificateText, scale: number) {
  const region = new Region(frame.right - SIGNATURE_WIDTH, 0, SIGNATURE_WIDTH, 'center', scale);
  region.headline('P', plain(text.placeAndDate, 'italic'), DATE);
  const positions = text.positions.map((position) => plain(position, 'bold'));
  const size = Math.min(...positions.map((position) => region.fittingSize(position, POSITION)));
  for (const position of positions) region.paragraph('P', position, POSITION, size);
  const stampTop = text.trial ? stamp(region) : undefined;
  if (!text.trial) region.space(SIGNATURE_HEIGHT);
  region.headline('P', plain(text.signatory, 'bold'), SIGNATORY);
  return { region, stampTop };
}

/** The notice in place of a signature; returns the upper edge of its box. */
function stamp(region: Region): { baseline: number } {
  const margin = (SIGNATURE_HEIGHT - STAMP.height) / 2;
  const padding = (STAMP.height - TRIAL.size * TRIAL.leading) / 2;
  region.space(margin);
  const top = region.mark();
  region.space(padding);
  region.paragraph('P', plain('Bản thử, chưa có giá trị pháp lý', 'bold'), TRIAL);
  region.space(padding + margin);
  return top;
}

function stampBox(region: Region, top: number): Box {
  return { left: region.left + (region.width - STAMP.width) / 2, top, ...STAMP };
}
