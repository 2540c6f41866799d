import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Accepts, Access, FormErrors, page, parseInput, redirect, Scoped, Uploads } from '#platform/http';
import { CheckLimits } from './check-limits.js';
import { codeInput, printedFactsInput } from './verification.input.js';
import { fileView, verificationView } from './verification.view.js';
import { Verifications } from './verifications.service.js';

/** Anybody checks a certificate: by its code, by what is printed on it, by its file. Works without scripts. */
@Controller('verify')
@Access('public')
@Scoped('none')
export class VerificationController {
  constructor(
    private readonly verifications: Verifications,
    private readonly limits: CheckLimits,
    private readonly uploads: Uploads,
    private readonly formErrors: FormErrors,
  ) {}

  @Get()
  form(@Query('number') number: unknown, @Query('code') code: unknown) {
    return page('certificate/verification/form', { number: text(number), code: text(code) });
  }

  /** By POST, so that nobody's birth date stands in an address. */
  @Post()
  @HttpCode(200)
  @Accepts(printedFactsInput)
  async search(@Req() request: FastifyRequest, @Body() body: Record<string, unknown>) {
    this.limits.take('search', request.ip);
    try {
      if (body?.['code'] !== undefined) return redirect(`/verify/${parseInput(codeInput, body).code}`);
      return await this.searchPrinted(parseInput(printedFactsInput, body));
    } catch (error) {
      const errors = this.formErrors.refusal(request, error);
      return page('certificate/verification/form', { ...typedOf(body), errors }, 422);
    }
  }

  @Post('file')
  @HttpCode(200)
  file(@Req() request: FastifyRequest) {
    return this.checkFile(request);
  }

  @Get(':code')
  async show(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    this.limits.take('look', request.ip);
    reply.header('x-robots-tag', 'noindex');
    return page('certificate/verification/show', verificationView(await this.verifications.byCode(code)));
  }

  @Post(':code/file')
  @HttpCode(200)
  fileOf(@Param('code') code: string, @Req() request: FastifyRequest) {
    return this.checkFile(request, code);
  }

  private async searchPrinted({ number, fullName, birthDate }: ReturnType<typeof printedFactsInput.parse>) {
    const key = number.replace(/\s+/g, '').toUpperCase();
    this.limits.check('guess', key);
    const found = await this.verifications.byPrintedFacts({ number, name: fullName, birth: birthDate });
    if (found.code) return redirect(`/verify/${found.code}`);
    if (found.state === 'unknown') this.limits.take('guess', key);
    return page('certificate/verification/show', verificationView(found));
  }

  private async checkFile(request: FastifyRequest, code?: string) {
    this.limits.take('file', request.ip);
    const { file } = await this.uploads.read(request);
    if (!file) {
      const errors = this.formErrors.of(request, [{ field: 'file', code: 'certificate.file-missing' }]);
      return page('certificate/verification/form', { errors }, 422);
    }
    const check = await this.verifications.byFile(file.content, code);
    return page('certificate/verification/show', fileView(check, code));
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

const typedOf = (body: Record<string, unknown>) => ({
  code: text(body?.['code']),
  number: text(body?.['number']),
  fullName: text(body?.['fullName']),
  birthDate: text(body?.['birthDate']),
});
