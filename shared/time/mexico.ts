import { plainName } from './zones/plain-name.ts';

/**
 * Mexico's clocks: Ley de los Husos Horarios en los Estados Unidos Mexicanos (DOF 28 October 2022, reformed 29 November
 * 2022 for Chihuahua), with the zones that the IANA database gives them. The other states keep the time of Mexico
 * City. Names are written as `plain` leaves them, separated by spaces.
 */

/** The names that orders use for states with a time of their own: full, ISO 3166-2, and common abbreviations. */
const states = {
  bajaCalifornia: 'bajacalifornia bajacalifornianorte bc bcn',
  bajaCaliforniaSur: 'bajacaliforniasur bcs',
  sonora: 'sonora son',
  sinaloa: 'sinaloa sin',
  nayarit: 'nayarit nay',
  quintanaRoo: 'quintanaroo qroo roo qr',
  chihuahua: 'chihuahua chih chh',
  coahuila: 'coahuila coahuiladezaragoza coah coa',
  nuevoLeon: 'nuevoleon nl nle',
  tamaulipas: 'tamaulipas tamps tam tamp',
} as const;

type State = keyof typeof states;

const ofStates: Readonly<Partial<Record<State, string>>> = {
  bajaCalifornia: 'America/Tijuana',
  bajaCaliforniaSur: 'America/Mazatlan',
  sonora: 'America/Hermosillo',
  sinaloa: 'America/Mazatlan',
  nayarit: 'America/Mazatlan',
  quintanaRoo: 'America/Cancun',
  chihuahua: 'America/Chihuahua',
};

/** The municipalities, and their best-known towns, that do not keep their state's time. */
const exceptions: readonly { state: State; timeZone: string; cities: string }[] = [
  {
    state: 'nayarit',
    timeZone: 'America/Bahia_Banderas',
    cities: 'bahiadebanderas nuevovallarta nuevonayarit bucerias sayulita valledebanderas puntademita',
  },
  {
    state: 'chihuahua',
    timeZone: 'America/Ciudad_Juarez',
    cities: 'juarez ciudadjuarez cdjuarez ascension guadalupe janos praxedisgguerrero',
  },
  {
    state: 'chihuahua',
    timeZone: 'America/Ojinaga',
    cities: 'ojinaga coyamedelsotol coyame manuelbenavides',
  },
  {
    state: 'coahuila',
    timeZone: 'America/Matamoros',
    cities:
      'acuna ciudadacuna cdacuna allende guerrero hidalgo jimenez morelos nava ocampo piedrasnegras villaunion zaragoza',
  },
  { state: 'nuevoLeon', timeZone: 'America/Matamoros', cities: 'anahuac ciudadanahuac' },
  {
    state: 'tamaulipas',
    timeZone: 'America/Matamoros',
    cities:
      'camargo ciudadcamargo guerrero nuevaciudadguerrero gustavodiazordaz diazordaz matamoros heroicamatamoros ' +
      'miguelaleman ciudadmiguelaleman mier ciudadmier nuevolaredo reynosa riobravo ciudadriobravo vallehermoso',
  },
];

/** Well-known cities of those states, for addresses without a state. */
const cities: Readonly<Record<string, string>> = {
  'America/Chihuahua': 'chihuahua',
  'America/Tijuana': 'tijuana mexicali ensenada playasderosarito tecate',
  'America/Mazatlan': 'loscabos cabosanlucas sanjosedelcabo culiacan mazatlan losmochis guasave tepic',
  'America/Hermosillo':
    'hermosillo ciudadobregon cdobregon cajeme nogales guaymas navojoa sanluisriocolorado',
  'America/Cancun': 'cancun playadelcarmen chetumal cozumel tulum islamujeres',
  'America/Bahia_Banderas': 'bahiadebanderas nuevovallarta bucerias sayulita',
  'America/Ciudad_Juarez': 'ciudadjuarez cdjuarez',
  'America/Ojinaga': 'ojinaga',
  'America/Matamoros': 'ciudadacuna piedrasnegras nuevolaredo reynosa heroicamatamoros',
};

const index = (entries: readonly (readonly [names: string, of: string])[]): ReadonlyMap<string, string> =>
  new Map(entries.flatMap(([names, of]) => names.split(' ').map((name) => [name, of] as const)));

const stateNames = index(Object.entries(states).map(([state, names]) => [names, state]));
const cityNames = index(Object.entries(cities).map(([timeZone, names]) => [names, timeZone]));

const CENTRAL = 'America/Mexico_City';

/** The states that keep the time of Mexico City as a whole. */
const central = new Set(
  (
    'aguascalientes ags agu campeche camp cam chiapas chis chp ciudaddemexico ciudadmexico cddemexico cdmexico cdmx cmx df distritofederal mexicocity ' +
    'colima col durango dgo dur guanajuato gto gua guerrero gro hidalgo hgo hid jalisco jal mexico mex edomex edodemexico ' +
    'edodemex em michoacan michoacandeocampo mich mic morelos mor oaxaca oax puebla pue queretaro queretarodearteaga qro que ' +
    'sanluispotosi slp tabasco tab tlaxcala tlax tla veracruz veracruzdeignaciodelallave ver yucatan yuc zacatecas zac'
  ).split(' '),
);

/** Well-known cities on Mexico City time. */
const centralCities = new Set(
  (
    'mexico ciudaddemexico ciudadmexico cddemexico cdmexico mexicocity cdmx mexicodf iztapalapa coyoacan miguelhidalgo tlalpan gustavoamadero azcapotzalco ' +
    'xochimilco iztacalco guadalajara zapopan tlaquepaque tonala puertovallarta monterrey apodaca sanpedrogarzagarcia puebla ' +
    'leon queretaro santiagodequeretaro merida toluca aguascalientes sanluispotosi saltillo torreon veracruz xalapa ' +
    'villahermosa tuxtlagutierrez oaxaca oaxacadejuarez acapulco acapulcodejuarez cuernavaca morelia durango tampico ' +
    'ciudadvictoria celaya irapuato pachuca ecatepec naucalpan tlalnepantla nezahualcoyotl coatzacoalcos zacatecas colima ' +
    'campeche tlaxcala tapachula gomezpalacio'
  ).split(' '),
);

const ALL = ['America/Tijuana', 'America/Hermosillo', 'America/Mazatlan', CENTRAL, 'America/Cancun'];

const plain = (name: string | null | undefined): string =>
  plainName(name).replace(/^(?:estadode|estadolibreysoberanode|mx(?=...))/, '');

/** The IANA time zone of a place in Mexico, or all of the country's when the address does not say. */
export function mexicanTimeZones(
  province: string | null | undefined,
  city: string | null | undefined,
): readonly string[] {
  const town = plain(city);
  // `Mexicali, B.C.` names the state behind the city.
  for (const name of [plain(province), plain(city?.split(',')[1])]) {
    const state = stateNames.get(name) as State | undefined;
    if (state !== undefined) {
      const exception = exceptions.find(
        (candidate) => candidate.state === state && candidate.cities.split(' ').includes(town),
      );
      return [exception?.timeZone ?? ofStates[state] ?? CENTRAL];
    }
    if (central.has(name)) return [CENTRAL];
  }
  // Some addresses name the city where the state belongs.
  for (const name of [town, plain(province)]) {
    const zone = cityNames.get(name) ?? (centralCities.has(name) ? CENTRAL : undefined);
    if (zone !== undefined) return [zone];
  }
  return ALL;
}
