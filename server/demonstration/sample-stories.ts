/** A step of a sample's story. */
export type SampleStep =
  | 'submit'
  | 'accept'
  | 'return'
  | 'resubmit'
  | 'scan-other-number'
  | 'recommend'
  | 'propose-refusal'
  | 'approve'
  | 'refuse'
  | 'withdraw'
  | 'lapse'

/** An applicant who does not exist, and what happened to the file: each step with how many days ago. */
export interface Sample {
  readonly surname: string
  readonly givenNames: string
  readonly nativeName: string
  readonly birthDate: string
  readonly birthPlace: string
  readonly sex: 'F' | 'M'
  readonly number: string
  readonly problem: 'expiry' | 'pages-full' | 'damaged'
  /** What the zone of the document says where it differs from what was typed. */
  readonly scannedNumber?: string
  readonly explanation?: string
  readonly begunDaysAgo: number
  readonly steps: readonly (readonly [SampleStep, number])[]
}

const who = (
  surname: string,
  givenNames: string,
  nativeName: string,
  born: readonly [string, string, 'F' | 'M'],
  number: string,
) => ({
  surname,
  givenNames,
  nativeName,
  birthDate: born[0],
  birthPlace: born[1],
  sex: born[2],
  number,
})

/** One story for each state that a newcomer should see, and the cases that an officer has to look at twice. */
export const samples: readonly Sample[] = [
  {
    ...who('CHEN', 'YI', '陈一', ['1991-04-12', 'Nanjing', 'F'], 'X10000017'),
    problem: 'expiry',
    begunDaysAgo: 1,
    steps: [],
  },
  {
    ...who('WU', 'ER', '吴二', ['1984-08-30', 'Wuhan', 'M'], 'X10000025'),
    problem: 'pages-full',
    begunDaysAgo: 1,
    steps: [['submit', 0.2]],
  },
  {
    ...who('SUN', 'SAN', '孙三', ['1999-01-05', 'Chengdu', 'F'], 'X10000033'),
    problem: 'expiry',
    begunDaysAgo: 5,
    steps: [['submit', 5]],
  },
  {
    ...who('QIAN', 'SI', '钱四', ['1978-11-21', 'Hangzhou', 'M'], 'X10000041'),
    problem: 'expiry',
    begunDaysAgo: 9,
    steps: [
      ['submit', 8],
      ['accept', 7],
    ],
  },
  {
    ...who('LIU', 'WU', '刘五', ['1988-03-03', 'Shenyang', 'M'], 'X10000059'),
    problem: 'damaged',
    begunDaysAgo: 29,
    steps: [
      ['submit', 28],
      ['accept', 27],
    ],
  },
  {
    ...who('HE', 'LIU', '何六', ['1995-07-19', 'Guangzhou', 'F'], 'X10000067'),
    problem: 'expiry',
    begunDaysAgo: 12,
    steps: [
      ['submit', 11],
      ['accept', 10],
      ['return', 6],
    ],
  },
  {
    ...who('GAO', 'QI', '高七', ['1969-12-01', 'Harbin', 'M'], 'X10000075'),
    problem: 'expiry',
    begunDaysAgo: 14,
    steps: [
      ['submit', 13],
      ['accept', 12],
      ['return', 8],
      ['resubmit', 1],
    ],
  },
  {
    ...who('ZHENG', 'BA', '郑八', ['1992-02-29', 'Xiamen', 'F'], 'EA1234576'),
    scannedNumber: 'EA1234567',
    problem: 'expiry',
    begunDaysAgo: 8,
    steps: [
      ['submit', 7],
      ['accept', 6],
      ['scan-other-number', 5],
    ],
  },
  {
    ...who('ZHENG', 'BO', '郑博', ['1993-02-28', 'Xiamen', 'M'], 'EA1234576'),
    problem: 'expiry',
    begunDaysAgo: 6,
    steps: [['submit', 5]],
  },
  {
    ...who('LUO', 'JIU', '罗九', ['1981-05-17', 'Changsha', 'F'], 'X10000091'),
    problem: 'pages-full',
    begunDaysAgo: 13,
    steps: [
      ['submit', 12],
      ['accept', 11],
      ['recommend', 3],
    ],
  },
  {
    ...who('XU', 'SHI', '徐十', ['1997-10-10', 'Kunming', 'M'], 'X10000108'),
    problem: 'expiry',
    begunDaysAgo: 18,
    explanation: 'The pages do not show who the applicant is, and no other proof was given.',
    steps: [
      ['submit', 17],
      ['accept', 16],
      ['propose-refusal', 2],
    ],
  },
  {
    ...who('TANG', 'BAI', '唐百', ['1986-06-06', 'Tianjin', 'F'], 'X10000116'),
    problem: 'expiry',
    begunDaysAgo: 20,
    steps: [
      ['submit', 19],
      ['accept', 18],
      ['recommend', 9],
      ['approve', 7],
    ],
  },
  {
    ...who('FENG', 'QIAN', '冯千', ['1975-09-25', 'Qingdao', 'M'], 'X10000124'),
    problem: 'expiry',
    begunDaysAgo: 34,
    explanation: 'The pages do not show who the applicant is, and no other proof was given.',
    steps: [
      ['submit', 33],
      ['accept', 32],
      ['propose-refusal', 26],
      ['refuse', 24],
    ],
  },
  {
    ...who('YU', 'WAN', '于万', ['1990-12-12', 'Dalian', 'F'], 'X10000132'),
    problem: 'expiry',
    begunDaysAgo: 16,
    steps: [
      ['submit', 15],
      ['withdraw', 14],
    ],
  },
  {
    ...who('DONG', 'YI', '董亿', ['1983-01-31', 'Suzhou', 'M'], 'X10000140'),
    problem: 'expiry',
    begunDaysAgo: 130,
    steps: [
      ['submit', 129],
      ['accept', 128],
      ['return', 120],
      ['lapse', 20],
    ],
  },
]
