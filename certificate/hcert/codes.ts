// Codes of the EU's value sets, release 2.12.0 (github.com/ehn-dcc-development/eu-dcc-valuesets, commit 60ea3d8). They were frozen in 2023.

const setOf = (codes: string): ReadonlySet<string> => new Set(codes.split(' '))

/** Codes that the EU's value sets know, by the member of a DCC that holds them. Manufacturers of tests change too often to be listed. */
export const knownCodes: { readonly [member: string]: ReadonlySet<string> } = {
  tg: setOf('840539006'),
  vp: setOf(
    '1119305005 1119349007 J07BX03 1162643001 1157024006 29061000087103 28531000087107 30141000087107 1187593009',
  ),
  mp: setOf(
    'EU/1/20/1528 EU/1/20/1507 EU/1/21/1529 EU/1/20/1525 CVnCoV NVX-CoV2373 Sputnik-V Convidecia EpiVacCorona BBIBP-CorV ' +
      'Inactivated-SARS-CoV-2-Vero-Cell CoronaVac Covaxin Covishield Covid-19-recombinant R-COVI CoviVac Sputnik-Light Hayat-Vax ' +
      'Abdala WIBP-CorV MVC-COV1901 EU/1/21/1618 Covovax Vidprevtyn VLA2001 EpiVacCorona-N Sputnik-M ' +
      'Covid-19-adsorvida-inativada NVSI-06-08 YS-SC2-010 SCTV01C Covifenz AZD2816 Soberana-02 Soberana-Plus EU/1/21/1624 ' +
      'EU/1/21/1580 EU/1/22/1709',
  ),
  ma: setOf(
    'ORG-100001699 ORG-100030215 ORG-100001417 ORG-100031184 ORG-100006270 ORG-100013793 ORG-100020693 ORG-100010771 ' +
      'ORG-100024420 ORG-100032020 Gamaleya-Research-Institute Vector-Institute Sinovac-Biotech Bharat-Biotech ORG-100001981 ' +
      'Fiocruz ORG-100007893 Chumakov-Federal-Scientific-Center ORG-100023050 CIGB Sinopharm-WIBP ORG-100033914 ORG-100000788 ' +
      'ORG-100036422 Instituto-Butantan NVSI Yisheng-Biopharma ORG-100026614 ORG-100008549 Finlay-Institute ORG-100036914',
  ),
  tt: setOf('LP6464-4 LP217198-3'),
  tr: setOf('260415000 260373001'),
}
