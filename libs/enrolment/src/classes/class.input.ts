import { z } from 'zod';
import {
  checkbox,
  listQuery,
  optionalCount,
  planCode,
  requiredDay,
  requiredLine,
  revision,
  targetGroup,
} from './form-values.js';
import { CLASS_FORMS } from './training-class.entity.js';

const details = {
  code: planCode,
  title: requiredLine(300, 'enrolment.title-missing'),
  courseId: z.uuid('enrolment.course-missing'),
  form: z.enum(CLASS_FORMS, { error: 'enrolment.form-missing' }),
  targetGroup,
  startsOn: requiredDay,
  endsOn: requiredDay,
  capacity: optionalCount(10_000_000),
  selfEnrolment: checkbox,
  /** A unit and a person as they are typed; the other two are choices among several found. */
  unit: z.string().trim().max(200).default(''),
  unitCode: z.string().trim().max(40).optional(),
  responsible: z.string().trim().max(200).default(''),
  responsibleId: z.string().optional(),
};

const inOrder = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }, context: z.RefinementCtx) => {
  if (startsOn && endsOn && endsOn < startsOn)
    context.addIssue({ code: 'custom', path: ['endsOn'], message: 'enrolment.days-order' });
};

export const newClassInput = z.strictObject(details).superRefine(inOrder);
export const classInput = z.strictObject({ ...details, revision }).superRefine(inOrder);

export const classQuery = z.object({
  ...listQuery,
  programme: z.uuid().optional().catch(undefined),
  phase: z.enum(['ahead', 'open', 'over']).optional().catch(undefined),
});
