import { Module } from '@nestjs/common';
import { CompetencyModule } from '#competency';
import { registerNavigation } from '#platform/http';
import { MasteryModule } from './mastery.module.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProfileRepository } from './profile/profile.repository.js';
import { ComponentOptions } from './rule/component-options.js';
import { RulesController } from './rule/rules.controller.js';
import { TargetsController } from './target/targets.controller.js';
import { UnitSkillsController } from './unit-page/unit-skills.controller.js';
import { UnitSkills } from './unit-page/unit-skills.js';

registerNavigation({
  href: '/admin/award-rules',
  label: 'mastery.nav.rules',
  note: 'mastery.nav.rules-note',
  icon: 'scale',
  order: 81,
  roles: ['system-admin', 'programme-admin', 'registrar', 'auditor'],
});

/** Pages and API of this context. */
@Module({
  imports: [MasteryModule, CompetencyModule],
  providers: [ComponentOptions, ProfileRepository, UnitSkills],
  controllers: [ProfileController, RulesController, TargetsController, UnitSkillsController],
})
export class MasteryWebModule {}
