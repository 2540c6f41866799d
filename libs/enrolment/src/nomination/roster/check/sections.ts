import type { UnitDirectory, UnitMatch, UnitRecord } from '#organisation';
import { GROUP, sectionText } from '../layout/section-words.js';

/** The unit that a section line or the sender gives to rows that name none. */
export interface GivenUnit {
  text: string;
  /** Row of the section line; null for the sender of the list. */
  row: number | null;
  match: UnitMatch;
}

const UNIT_WORDS =
  /^(ubnd|ủy ban|uỷ ban|xã|phường|đặc khu|sở|x\.|p\.|ban quản lý|văn phòng|vp|thanh tra|trung tâm|công an|đảng ủy|hội|trường)[\s.]/iu;

/** Follows the section lines of a table down; an office inside a commune leaves the commune in force. */
export class Sections {
  private current: GivenUnit | null = null;

  constructor(
    private readonly directory: UnitDirectory,
    private readonly province: UnitRecord,
    private readonly sender: UnitRecord | null,
  ) {}

  /** `titled`: the line has a number of its own, so that it ends the section above even if it names no unit. */
  enter(text: string, row: number, titled: boolean): void {
    const name = sectionText(text);
    const match = this.directory.resolve(name, this.province.code);
    if (match.kind === 'unknown' && this.directory.isCommunalOffice(name) && this.commune()) return;
    const namesUnit = !GROUP.test(name) && (match.kind !== 'unknown' || UNIT_WORDS.test(name));
    if (namesUnit) this.current = { text: name, row, match };
    else if (titled || GROUP.test(name)) this.current = null;
  }

  /** Whether a lone text below the header names a unit, known or not. */
  isUnit(text: string): boolean {
    const name = sectionText(text);
    if (UNIT_WORDS.test(name) || this.directory.isCommunalOffice(name)) return true;
    const match = this.directory.resolve(name, this.province.code);
    return (
      match.kind === 'found' && !match.caution && match.unit.kind !== 'province' && match.how === 'exact'
    );
  }

  /** The unit for a row without one of its own: its section's, else the sender's. */
  given(): GivenUnit | null {
    if (this.current) return this.current;
    if (!this.sender) return null;
    return { text: this.sender.name, row: null, match: { kind: 'found', unit: this.sender, how: 'exact' } };
  }

  /** The commune in force: an office every commune has («Phòng Kinh tế») is then that commune's. */
  commune(): GivenUnit | null {
    const given = this.given();
    return given?.match.kind === 'found' && given.match.unit.kind === 'commune' ? given : null;
  }
}
