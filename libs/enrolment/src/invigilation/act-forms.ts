import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FormErrors, page } from '#platform/http';
import type { ExamRoom } from './exam-rooms.js';

/** What an invigilator is about to do, and to whom. */
export interface Act {
  act: 'time' | 'pause' | 'closing';
  room: ExamRoom;
  /** A person's name; null: a group. */
  who: string | null;
  /** Words of the names or units of the group. */
  q: string;
  action: string;
  back: string;
  /** Of the group. */
  people?: number;
  running?: number;
}

/** The form that asks why, and for extra time how much; shown again when something is missing. */
@Injectable()
export class ActForms {
  constructor(private readonly formErrors: FormErrors) {}

  show(act: Act, sent: { values?: object; errors?: object } = {}, status = 200) {
    const titleKey = `invigilation.${act.act}.title`;
    return page('enrolment/invigilation/act', { ...act, titleKey, ...sent }, status);
  }

  async trying(act: Act, request: FastifyRequest, body: object, work: () => Promise<object>) {
    try {
      return await work();
    } catch (error) {
      return this.show(act, { values: body, errors: this.formErrors.refusal(request, error) }, 422);
    }
  }
}
