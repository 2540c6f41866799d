import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export const TITLES = ['course', 'class', 'programme'] as const;
export type TitleName = (typeof TITLES)[number];
export type EnglishTitles = Record<TitleName, string | null>;

export interface ClassTitles {
  vietnamese: Record<TitleName, string>;
  /** Null while nobody has said anything for this class. */
  english: EnglishTitles | null;
  /** What another class of the same course, and of the same programme, says. */
  elsewhere: EnglishTitles;
}

/** What course, class and programme of a class are called in English. */
@Injectable()
export class EnglishTitleRows {
  constructor(private readonly db: DataSource) {}

  /** Of a class that is there. */
  async of(classId: string): Promise<ClassTitles> {
    const [row] = (await this.db.query(
      `SELECT jsonb_build_object('class', c.title, 'programme', g.title, 'course',
                (SELECT v.title FROM course_version v WHERE v.course_id = c.course_id AND v.status <> 'draft'
                  ORDER BY v.number DESC LIMIT 1)) AS vietnamese,
              (SELECT jsonb_build_object('course', w.course, 'class', w.class, 'programme', w.programme)
                 FROM class_english w WHERE w.class_id = c.id) AS english,
              jsonb_build_object('class', NULL,
                'course', (SELECT w.course FROM class_english w JOIN training_class o ON o.id = w.class_id
                            WHERE o.course_id = c.course_id AND w.course IS NOT NULL
                            ORDER BY w.changed_at DESC LIMIT 1),
                'programme', (SELECT w.programme FROM class_english w JOIN training_class o ON o.id = w.class_id
                               WHERE o.programme_id = c.programme_id AND w.programme IS NOT NULL
                               ORDER BY w.changed_at DESC LIMIT 1)) AS elsewhere
         FROM training_class c JOIN programme g ON g.id = c.programme_id WHERE c.id = $1`,
      [classId],
    )) as [ClassTitles];
    return row;
  }

  async save(tx: EntityManager, classId: string, titles: EnglishTitles): Promise<void> {
    await tx.query(
      `INSERT INTO class_english (class_id, course, class, programme) VALUES ($1, $2, $3, $4)
       ON CONFLICT (class_id) DO UPDATE SET course = excluded.course, class = excluded.class,
         programme = excluded.programme, changed_at = now()`,
      [classId, titles.course, titles.class, titles.programme],
    );
  }
}
