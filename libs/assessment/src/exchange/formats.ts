import { readAiken } from './aiken/read-aiken.js';
import { writeAiken } from './aiken/write-aiken.js';
import { fileText } from './file-text.js';
import { readGift } from './gift/read-gift.js';
import { writeGift } from './gift/write-gift.js';
import type { FileItem, OutgoingPictures, OutgoingQuestion } from './item.js';
import { readMoodle } from './moodle/read-moodle.js';
import { moodleFile, moodleQuestion } from './moodle/write-moodle.js';

import { QTI_21, QTI_30, type QtiVersion } from './qti/qti-version.js';
import { readQti } from './qti/read-qti.js';
import { qtiItem, qtiPackage } from './qti/write-qti.js';

import { readQuestionSheet } from './xlsx/read-xlsx.js';
import { questionRows, questionSheet } from './xlsx/write-xlsx.js';

/** One format of question files. */
export interface Format {
  /** End of a file name. */
  extension: string;
  mediaType: string;
  /** The items in the order of the file. Throws FileRefused. */
  read(file: Buffer): Promise<FileItem[]>;
  /** A writer for one file; `add` throws ItemRefused for what the format cannot hold. */
  writer(pictures: OutgoingPictures): { add(question: OutgoingQuestion): void; file(): Promise<Buffer> };
}

/** Each question is written by itself; `join` makes the file of them. */
function oneByOne<T>(
  write: (question: OutgoingQuestion, pictures: OutgoingPictures) => T,
  join: (written: T[]) => Buffer | Promise<Buffer>,
): Format['writer'] {
  return (pictures) => {
    const written: T[] = [];
    return {
      add: (question) => void written.push(write(question, pictures)),
      file: async () => join(written),
    };
  };
}

const blocks = (written: string[]) => Buffer.from(written.map((each) => `${each}\n`).join('\n'));

const qti = (version: QtiVersion): Format => ({
  extension: 'zip',
  mediaType: 'application/zip',
  read: readQti,
  writer: oneByOne(
    (question, pictures) => qtiItem(question, version, pictures),
    (items) => qtiPackage(items, version),
  ),
});

export const FORMATS: Record<string, Format> = {
  gift: {
    extension: 'gift',
    mediaType: 'text/plain; charset=utf-8',
    read: async (file) => readGift(fileText(file)),
    writer: oneByOne(writeGift, blocks),
  },
  'moodle-xml': {
    extension: 'xml',
    mediaType: 'application/xml',
    read: async (file) => readMoodle(fileText(file)),
    writer: oneByOne(moodleQuestion, moodleFile),
  },
  aiken: {
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    read: async (file) => readAiken(fileText(file)),
    writer: oneByOne(writeAiken, blocks),
  },
  qti21: qti(QTI_21),
  qti30: qti(QTI_30),
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    read: readQuestionSheet,
    writer: oneByOne(questionRows, (questions) => questionSheet(questions.flat())),
  },
};

export const formatNames = Object.keys(FORMATS);
