import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration as two SQL scripts. TypeORM orders by the number at the end of the name. */
export function sqlMigration(name: string, up: string, down: string): new () => MigrationInterface {
  return class implements MigrationInterface {
    name = name;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(up);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query(down);
    }
  };
}
