import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform/errors';
import type { Actor } from '#platform/http';
import { type ExamRoom, ExamRooms, pathsOf } from './exam-rooms.js';
import { type InRoom, type Sitter, Sitters } from './sitters.js';

/** The address of one person in an examination. */
export interface At {
  classId: string;
  enrolmentId: string;
}

@Injectable()
export class SitterFinder {
  constructor(
    private readonly rooms: ExamRooms,
    private readonly sitters: Sitters,
  ) {}

  /** Throws NotFound for a class or somebody outside one's scope. */
  async find({ classId, enrolmentId }: At, actor: Actor): Promise<{ room: ExamRoom; sitter: Sitter }> {
    const room = await this.rooms.get(classId, actor);
    return { room, sitter: await this.sitters.get(inRoom(room, actor), enrolmentId) };
  }
}

export const inRoom = (room: ExamRoom, actor: Actor): InRoom => ({
  classId: room.id,
  whole: room.whole,
  paths: pathsOf(actor),
});

export const sitterPath = ({ classId, enrolmentId }: At): string =>
  `/invigilation/${classId}/people/${enrolmentId}`;

/** The attempt that runs or stands still. */
export const runningAttempt = ({ attemptId, state }: Sitter): string[] =>
  attemptId && state !== 'submitted' ? [attemptId] : [];

/** Throws `assessment.not-sitting` when there is none. */
export function onlyRunning(sitter: Sitter): string {
  const [id] = runningAttempt(sitter);
  if (!id) throw new DomainError('assessment.not-sitting');
  return id;
}
