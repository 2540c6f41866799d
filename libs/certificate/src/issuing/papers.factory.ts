import { Injectable } from '@nestjs/common';
import { type Framework, Frameworks } from '#competency';
import { type CourseFacts, CourseReader } from '#course';
import { type ShownLevel, ShownLevels } from '#mastery';
import { Units } from '#organisation';
import { fold } from '#platform/text';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { isMinor, ofAgeOn } from '../guardian/minor.policy.js';
import type { Issuer } from '../issuer/issuer.entity.js';
import { awardedLines, type FrameworkVersions, headOf, printedCode } from '../levels/awarded-lines.js';
import type { FrameworkLine } from '../render/certificate-model.js';
import type { Candidate } from './candidates.repository.js';
import { formWords, resultWords } from './paper-words.js';

/** What has to be looked up for the papers of a batch. */
export interface PaperSources {
  courses: ReadonlyMap<string, CourseFacts>;
  frameworkLines: ReadonlyMap<string, FrameworkLine[]>;
  /** By enrolment: the levels it shows, as the ledger has them now. */
  levels: ReadonlyMap<string, ShownLevel[]>;
  /** Versions of frameworks that the levels belong to. */
  frameworks: FrameworkVersions;
  /** Full name of a unit by its id: “Phường Hồng Bàng, Thành phố Hải Phòng”. */
  units: ReadonlyMap<string, string>;
}

/** Gathers what papers say. */
@Injectable()
export class Papers {
  constructor(
    private readonly courses: CourseReader,
    private readonly frameworks: Frameworks,
    private readonly units: Units,
    private readonly shown: ShownLevels,
  ) {}

  async sources(candidates: readonly Candidate[]): Promise<PaperSources> {
    const courses = await this.courses.versions([...new Set(candidates.map((each) => each.versionId))]);
    const frameworkLines = new Map<string, FrameworkLine[]>();
    for (const [versionId, course] of courses) frameworkLines.set(versionId, await this.linesOf(course));
    const unitIds = new Set(candidates.flatMap(({ unitId }) => (unitId ? [unitId] : [])));
    const levels = await this.shown.of(candidates.map(({ enrolmentId }) => enrolmentId));
    return {
      ...{ courses, frameworkLines, levels, frameworks: await this.versionsOf([...levels.values()].flat()) },
      units: await this.unitNames([...unitIds], candidates[0]?.today ?? ''),
    };
  }

  async versionsOf(levels: readonly ShownLevel[]): Promise<FrameworkVersions> {
    const ids = [...new Set(levels.map(({ frameworkVersionId }) => frameworkVersionId))];
    const found = await Promise.all(ids.map((id) => this.frameworks.byVersion(id)));
    return new Map(found.flatMap((each): [string, Framework][] => (each ? [[each.versionId, each]] : [])));
  }

  /** As of the day, with the unit above, except where that is the country or its name is said already. */
  private async unitNames(ids: string[], day: string): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const units = await this.units.byIds(ids);
    const above = await this.units.byIds([...units.values()].flatMap((unit) => unit.parentId ?? []));
    const then = await this.units.namesAt([...units.keys(), ...above.keys()], day);
    const named = [...units.values()].map((unit): [string, string] => {
      const name = then.get(unit.id) ?? unit.name;
      const parent = unit.parentId ? above.get(unit.parentId) : undefined;
      const parentName = parent && (then.get(parent.id) ?? parent.name);
      const said = !parentName || parent.kind === 'country' || fold(name).includes(fold(parentName));
      return [unit.id, said ? name : `${name}, ${parentName}`];
    });
    return new Map(named);
  }

  /** Without levels: those belong to a person. */
  private async linesOf(course: CourseFacts): Promise<FrameworkLine[]> {
    const lines: FrameworkLine[] = [];
    for (const code of new Set(course.skills.map((skill) => skill.framework))) {
      const framework = await this.frameworks.find(code);
      const own = course.skills.filter((skill) => skill.framework === code);
      const wanted = new Set(own.flatMap((skill) => framework?.component(skill.component)?.code ?? []));
      const found = [...(framework?.components.values() ?? [])].filter((each) => wanted.has(each.code));
      if (!framework || found.length === 0) continue;
      const components = found.map(({ code, name }) => ({ code: printedCode(code), name }));
      lines.push({ ...headOf(framework), components });
    }
    return lines;
  }
}

/** What the paper of one person says; of somebody under 16 the least that tells whose it is. Pure. */
export function paperOf(
  candidate: Candidate,
  issuer: Issuer,
  sources: PaperSources,
  trial: boolean,
): PaperFacts {
  const course = sources.courses.get(candidate.versionId);
  if (!course) throw new Error(`No course version ${candidate.versionId}`);
  const { birthDate, birthYear, jobTitle, unitId, classTitle, programme, templateVersionId } = candidate;
  const minor = isMinor(candidate, candidate.today);
  const year = birthDate ? Number(birthDate.slice(0, 4)) : birthYear;
  const unit = !minor && unitId ? sources.units.get(unitId) : undefined;
  return {
    ...signedFor(issuer),
    holder: {
      name: candidate.name.normalize('NFC'),
      ...(birthDate && !minor ? { birth: { date: birthDate } } : year ? { birth: { year } } : {}),
      ...(jobTitle && !minor ? { position: jobTitle } : {}),
      ...(unit ? { unit } : {}),
    },
    course: {
      name: course.title,
      // Most classes are called like their course: said once.
      ...(fold(classTitle).includes(fold(course.title)) ? {} : { className: classTitle }),
      programme,
      ...(candidate.english && Object.keys(candidate.english).length > 0
        ? { english: candidate.english }
        : {}),
    },
    study: {
      from: candidate.from,
      to: candidate.to,
      ...(course.tiet > 0 ? { periods: course.tiet } : {}),
      form: formWords(candidate.form),
      result: resultWords(issuer.printsScore && !minor ? candidate.scoreBp : null),
    },
    framework: awardedLines(
      sources.frameworkLines.get(candidate.versionId) ?? [],
      sources.levels.get(candidate.enrolmentId) ?? [],
      sources.frameworks,
    ),
    issuedOn: candidate.today,
    trial,
    ...(issuer.offlineCode ? { offlineCode: true } : {}),
    ...(minor ? { minorUntil: ofAgeOn(candidate)! } : {}),
    ...(templateVersionId ? { template: templateVersionId } : {}),
  };
}

/** What a paper says of who issues it, as of now. */
export function signedFor(issuer: Issuer): Pick<PaperFacts, 'title' | 'issuer' | 'place' | 'signatory'> {
  return {
    title: issuer.paperTitle,
    issuer: {
      name: issuer.name,
      ...(issuer.superiorName ? { superior: issuer.superiorName } : {}),
      ...(issuer.certifier ? { certifier: issuer.certifier } : {}),
      ...(issuer.authorised && issuer.legalBasis ? { authorised: { legalBasis: issuer.legalBasis } } : {}),
    },
    place: issuer.place,
    signatory: { position: issuer.signatoryTitle.split('\n'), name: issuer.signatoryName },
  };
}
