import type { CourseFacts } from '#course';
import type { FoundPerson, UnitAmbiguous } from '#identity';
import type { ProgrammeRow } from '../programmes/programme-scope.js';
import type { ClassRow } from './class-scope.js';
import { CLASS_FORMS, TARGET_GROUPS } from './training-class.entity.js';

interface Offer {
  programme: Pick<ProgrammeRow, 'id' | 'title' | 'code'>;
  courses: CourseFacts[];
}

/** What every form of a class needs, filled in or not. */
export const formFrame = ({ programme, courses }: Offer) => ({
  programme,
  courses: courses.map(({ courseId, title }) => ({ value: courseId, label: title })),
  forms: CLASS_FORMS,
  targetGroups: TARGET_GROUPS,
});

/** A new class begins with what its programme already says. */
export function blankClass(programme: ProgrammeRow, courses: CourseFacts[]) {
  const [only] = programme.targetGroups.length === 1 ? programme.targetGroups : [];
  return {
    ...formFrame({ programme, courses }),
    isNew: true,
    action: `/programmes/${programme.id}/classes`,
    back: `/programmes/${programme.id}`,
    values: {
      code: `${programme.code}-`,
      form: 'online',
      targetGroup: only,
      startsOn: programme.startsOn,
      endsOn: programme.endsOn,
    },
  };
}

export function classFormOf(training: ClassRow, courses: CourseFacts[]) {
  const { id, code, title, courseId, form, targetGroup, startsOn, endsOn, capacity, selfEnrolment } =
    training;
  const { hostUnit: unit, responsible, revision } = training;
  return {
    ...formFrame({ programme: { id: training.programmeId, title: training.programme, code }, courses }),
    isNew: false,
    action: `/classes/${id}`,
    back: `/classes/${id}`,
    values: {
      ...{ code, title, courseId, form, targetGroup, startsOn, endsOn, capacity, selfEnrolment },
      ...{ unit, responsible, revision },
    },
  };
}

/** Radio buttons for what was typed and means several. */
export const unitCandidates = (found: UnitAmbiguous['candidates']) =>
  found.map(({ code, name, provinceName }) => ({ code, name, provinceName }));

export const peopleCandidates = (found: FoundPerson[]) =>
  found.map(({ accountId, fullName, jobTitle, unitName }) => ({
    accountId,
    fullName,
    note: [jobTitle, unitName].filter(Boolean).join(', '),
  }));
