import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { NoticePreferenceService } from './notice-preference.service.js';
import { PreferencesDto, PreferencesJson, RolePreferencesDto, RolePreferencesJson } from './notice-preference.dto.js';

/** How people want their notices, and the defaults for the roles of an organisation. */
@ApiTags('notices')
@Controller('v1')
export class PreferencesController {
  constructor(@Inject(NoticePreferenceService) private readonly preferences: NoticePreferenceService) {}

  @Requires('use-own-account')
  @Get('me/notices/preferences')
  @ApiOperation({ summary: 'How you wish to be notified', operationId: 'notice-preferences' })
  @ApiOkResponse({ type: PreferencesJson })
  @Refuses(401)
  own(@CurrentCaller() who: Caller): Promise<PreferencesJson> {
    return this.preferences.own(who);
  }

  @Requires('use-own-account')
  @Put('me/notices/preferences')
  @ApiOperation({
    summary: 'Set how you wish to be notified',
    description:
      'The whole of it, in the place of what you said before. The inbox has every notice at once, whatever you say.',
    operationId: 'keep-notice-preferences',
  })
  @ApiOkResponse({ type: PreferencesJson })
  @Refuses(401, 422)
  keep(@CurrentCaller() who: Caller, @Body() said: PreferencesDto): Promise<PreferencesJson> {
    return this.preferences.save(who, said);
  }

  @Requires('set-notice-defaults')
  @Get('notices/defaults')
  @ApiOperation({
    summary: 'How the roles of your organisation are notified; for administrators',
    operationId: 'notice-defaults',
  })
  @ApiOkResponse({ type: RolePreferencesJson })
  @Refuses(401, 403)
  ofRoles(@CurrentCaller() who: Caller): Promise<RolePreferencesJson> {
    return this.preferences.ofRoles(who);
  }

  @Requires('set-notice-defaults')
  @Put('notices/defaults/:role')
  @ApiOperation({
    summary: 'Set how a role is notified where its holders have said nothing; for administrators',
    operationId: 'keep-notice-defaults',
  })
  @ApiOkResponse({ type: RolePreferencesJson })
  @Refuses(401, 403, 422)
  keepOfRole(
    @CurrentCaller() who: Caller,
    @Param('role') role: string,
    @Body() said: RolePreferencesDto,
  ): Promise<RolePreferencesJson> {
    return this.preferences.saveForRole(who, role, said);
  }
}
