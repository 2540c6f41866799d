import { plain } from '../text/text-flow.js';
import type { CertificateText, Fact } from './certificate-text.js';
import { factRows } from './fact-rows.js';
import { frame } from './measures.js';
import { palette } from './palette.js';
import type { Part } from './part.js';
import { Region, type TextStyle } from './region.js';

const TITLE: TextStyle = { size: 44, smallest: 27, leading: 1.16, colour: palette.red, tracking: 2.6 };
const SUBTITLE: TextStyle = { size: 17, smallest: 13, leading: 1.3, colour: palette.red, tracking: 1.4 };
const SENTENCE: TextStyle = { size: 14.2, smallest: 9.4, leading: 1.3, colour: palette.ink };
const NAME: TextStyle = { size: 38, smallest: 20, leading: 1.2, colour: palette.blue };
const COURSE: TextStyle = { size: 21, smallest: 12.5, leading: 1.26, colour: palette.ink };
const FRAMEWORK: TextStyle = { size: 12, smallest: 8.8, leading: 1.3, colour: palette.ink };

const NOTE: TextStyle = { ...FRAMEWORK, size: 10.2, smallest: 8.4 };

const LOTUS_HALF = 6;

/** How far facts and sentences keep from the frame, so that lines stay readable and centred. */
const INSET = 8;

export interface Body extends Part {
  /** Centre of the ornament under the title. */
  lotus: { baseline: number };
  stretch: (room: number) => void;
}

/** Title, name, course and facts; a field that is missing takes its gap with it. */
export function body(text: CertificateText, top: number, scale: number): Body {
  const region = new Region(frame.left + INSET, top, frame.width - 2 * INSET, 'center', scale);
  region.gap(3, 8);
  region.headline('H1', plain(text.title, 'bold'), TITLE);
  region.headline('H2', plain(text.subtitle, 'bold'), SUBTITLE);
  region.gap(0.5, 5).gap(0, LOTUS_HALF);
  const lotus = region.mark();
  region.gap(1.5, LOTUS_HALF + 5);
  region.paragraph('P', plain(text.certifies, 'regular'), SENTENCE).gap(1);
  region.headline('P', plain(text.name, 'bold'), NAME).gap(1);
  const facts = (list: readonly Fact[]) =>
    region.lines('P', factRows(list, region.sizeOf(SENTENCE), region.width), SENTENCE);
  if (text.person.length > 0) facts(text.person).gap(2, 3);
  region.paragraph('P', plain(text.done, 'regular'), SENTENCE).gap(1);
  region.paragraph('P', plain(text.course, 'bold'), COURSE);
  if (text.study.length > 0) {
    region.gap(1, 1);
    facts(text.study);
  }
  if (text.framework) {
    const { label, value } = text.framework;
    region.gap(1, 2).paragraph('P', plain(`${label} ${value}`, 'regular'), FRAMEWORK);
  }
  if (text.note) region.paragraph('P', plain(text.note, 'italic'), NOTE);
  region.gap(2);
  return {
    blocks: region.blocks,
    rules: [],
    bottom: region.bottom,
    lotus,
    stretch: (room) => region.stretch(room),
  };
}
