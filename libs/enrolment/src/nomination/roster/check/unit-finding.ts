import type { UnitDirectory, UnitMatch, UnitRecord } from '#organisation';
import { type Finding, finding, quoted } from '../field/finding.js';
import type { GivenUnit, Sections } from './sections.js';

export interface UnitResult {
  unit: UnitRecord | null;
  findings: Finding[];
}

/** Looks units up for the rows of one list; a text met before is answered from memory. */
export class UnitFinder {
  private readonly known = new Map<string, UnitMatch>();

  constructor(
    private readonly directory: UnitDirectory,
    private readonly province: UnitRecord,
    private readonly hasUnitColumn: boolean,
  ) {}

  /** `texts`: what the row's unit columns say, the most telling first. */
  find(texts: readonly string[], sections: Sections): UnitResult {
    const [whole] = texts;
    if (whole === undefined) return this.withoutText(sections);
    const commune = sections.commune();
    const matches = texts.map((text) => ({ text, match: this.resolve(text) }));
    const found = matches.find(({ match }) => match.kind === 'found');
    const office = commune && texts.every((text) => this.directory.isCommunalOffice(text));
    if (office && (!found || isProvincial(found.match))) return fromGiven(commune);
    const { text, match } = found ?? matches.find((one) => one.match.kind === 'ambiguous') ?? matches[0]!;
    return this.told(text, match);
  }

  private withoutText(sections: Sections): UnitResult {
    const given = sections.given();
    const ownUnits = this.hasUnitColumn && given?.row === null && given.match.kind === 'found';
    if (!given || (ownUnits && given.match.kind === 'found' && given.match.unit.kind !== 'commune')) {
      return { unit: null, findings: [finding('roster.unit-missing')] };
    }
    if (given.match.kind === 'found') return fromGiven(given);
    return this.told(given.text, given.match);
  }

  private resolve(text: string): UnitMatch {
    const known = this.known.get(text);
    if (known) return known;
    const match = this.directory.resolve(text, this.province.code);
    this.known.set(text, match);
    return match;
  }

  private told(text: string, match: UnitMatch): UnitResult {
    const value = quoted(text);
    if (match.kind === 'found') return { unit: match.unit, findings: foundFindings(value, match) };
    const province = this.province.name;
    if (match.kind === 'ambiguous') {
      const candidates = match.candidates.map(withCode).join('; ');
      return { unit: null, findings: [finding('roster.unit-ambiguous', { value, candidates })] };
    }
    const [abroad] = match.elsewhere;
    if (abroad && this.directory.provinceNamed(text, true)?.code === abroad.provinceCode) {
      const other = this.directory.unit(abroad.provinceCode)?.name ?? abroad.provinceCode;
      return { unit: null, findings: [finding('roster.unit-other-province', { value, other, province })] };
    }
    return {
      unit: null,
      findings: [finding('roster.unit-unknown', { value, province, hint: this.hint(match) })],
    };
  }

  private hint(match: Extract<UnitMatch, { kind: 'unknown' }>): string {
    const near = match.suggestions.map(withCode).join('; ');
    const away = match.elsewhere
      .map((unit) => `${unit.name} (${this.directory.unit(unit.provinceCode)?.name ?? unit.provinceCode})`)
      .join('; ');
    return (near ? ` Gần giống: ${near}.` : '') + (away ? ` Có ở nơi khác: ${away}.` : '');
  }
}

function foundFindings(value: string, match: Extract<UnitMatch, { kind: 'found' }>): Finding[] {
  const unit = withCode(match.unit);
  if (match.caution === 'kind-differs') return [finding('roster.unit-kind-differs', { value, unit })];
  if (match.caution === 'spelling') return [finding('roster.unit-spelling', { value, unit })];
  return match.how === 'exact' ? [] : [finding('roster.unit-matched', { value, unit })];
}

function fromGiven(given: GivenUnit): UnitResult {
  if (given.match.kind !== 'found') return { unit: null, findings: [] };
  const { unit } = given.match;
  const told =
    given.row === null
      ? finding('roster.unit-from-sender', { unit: withCode(unit) })
      : finding('roster.unit-from-section', { value: given.text, row: String(given.row) });
  return { unit, findings: [told] };
}

function isProvincial(match: UnitMatch): boolean {
  return match.kind === 'found' && match.unit.kind !== 'commune' && match.unit.kind !== 'team';
}

function withCode(unit: UnitRecord): string {
  return /^\d{5}$/.test(unit.code) ? `${unit.name} (${unit.code})` : unit.name;
}
