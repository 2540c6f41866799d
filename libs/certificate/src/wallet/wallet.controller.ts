import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CourseReader } from '#course';
import { NotFound } from '#platform/errors';
import { Access, type Actor, CurrentActor, localeOf, page, Scoped } from '#platform/http';
import { Catalogue } from '#platform/i18n';
import { isUuid } from '#platform/ids';
import { STORAGE, type Storage } from '#platform/storage';
import { sendCertificate } from '../certificate/certificate-download.js';
import { WalletRepository } from './wallet.repository.js';
import { walletView } from './wallet.view.js';

/** One's own certificates. */
@Controller('certificates')
@Access('signed-in')
@Scoped('own')
export class WalletController {
  constructor(
    private readonly wallet: WalletRepository,
    private readonly courses: CourseReader,
    private readonly words: Catalogue,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const [certificates, waiting] = await Promise.all([
      this.wallet.certificates(actor.accountId),
      this.wallet.waiting(actor.accountId),
    ]);
    const courses = await this.courses.versions(waiting.map((each) => each.versionId));
    const view = walletView(certificates, waiting, courses, this.words.for(localeOf(request)));
    return page('certificate/wallet/index', view);
  }

  /** The identifier of another person's certificate is like one that does not exist. */
  @Get(':id/file')
  async file(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const file = isUuid(id) ? await this.wallet.file(actor.accountId, id) : null;
    if (!file) throw new NotFound();
    return sendCertificate(reply, this.storage, file);
  }
}
