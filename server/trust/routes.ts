import * as api from '@consular/api'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { beginList } from './begin-list.ts'
import { continueList } from './continue-list.ts'
import { decideList } from './decide-list.ts'
import { decideRule } from './decide-rule.ts'
import { examineList } from './examine-list.ts'
import { fetchNow } from './fetch-source.ts'
import { keepCase, removeCase } from './keep-case.ts'
import { proposeList } from './propose-list.ts'
import { proposeRule } from './propose-rule.ts'
import { openRule, readCases, readRules } from './read-rules.ts'
import { openList, readHistory, readSources } from './read-sources.ts'
import { registerSource } from './register-source.ts'
import { tryRule } from './try-rule.ts'

/** Whom verifiers trust, and the rules of countries of arrival: decided at the ministry. */
export const trustRoutes = (context: Context): Route[] => [
  bind(api.listTrustSources, ({ session }) => readSources(context, session)),
  bind(api.putTrustSource, ({ session, params, body }) =>
    registerSource(context, { session, source: params.trustSource, terms: body }),
  ),
  bind(api.fetchTrustSource, ({ session, params }) => fetchNow(context, { session, source: params.trustSource })),
  bind(api.listTrustHistory, ({ session, params }) => readHistory(context, { session, source: params.trustSource })),
  bind(api.beginTrustList, ({ session, params, body }) =>
    beginList(context, { session, list: params.trustList, body }),
  ),
  bind(api.continueTrustList, ({ session, params, query, body }) =>
    continueList(context, {
      session,
      list: params.trustList,
      file: Number(params.file),
      offset: query.offset,
      bytes: body,
    }),
  ),
  bind(api.examineTrustList, ({ session, params }) => examineList(context, { session, list: params.trustList })),
  bind(api.openTrustList, ({ session, params }) => openList(context, { session, list: params.trustList })),
  bind(api.proposeTrustList, ({ session, params, body }) =>
    proposeList(context, { session, list: params.trustList, body }),
  ),
  bind(api.decideTrustList, ({ session, params, body }) =>
    decideList(context, { session, list: params.trustList, body }),
  ),
  bind(api.listRules, ({ session }) => readRules(context, session)),
  bind(api.tryRule, ({ session, body }) => tryRule(context, { session, terms: body })),
  bind(api.proposeRule, ({ session, params, body }) => proposeRule(context, { session, rule: params.rule, body })),
  bind(api.openRule, ({ session, params }) => openRule(context, { session, rule: params.rule })),
  bind(api.decideRule, ({ session, params, body }) => decideRule(context, { session, rule: params.rule, body })),
  bind(api.listCases, ({ session }) => readCases(context, session)),
  bind(api.putCase, ({ session, params, body }) => keepCase(context, { session, id: params.case, body })),
  bind(api.removeCase, ({ session, params }) => removeCase(context, { session, id: params.case })),
]
