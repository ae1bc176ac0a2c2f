/** Of twelve signs and more, those that leaked lists have most often; shorter ones are refused anyway. */
const LISTED = new Set(
  `123456789012 1234567890123 12345678901234 123456789123 123123123123 121212121212 112233445566 147258369147
  987654321098 123456123456 123456789abc 123456789qwe 12345qwert12345 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qazxsw23edc
  qwertyuiop12 qwertyuiop123 qwertyuiop[] qwerty123456 qwerty1234567 qwertyqwerty qwerasdfzxcv asdfghjkl123 asdfasdfasdf
  zaq12wsxcde3 zxcvbnm12345 q1w2e3r4t5y6 q1w2e3r4t5y6u7 abcdefghijkl abcd12345678 abc123abc123 abc123456789 a1b2c3d4e5f6
  password1234 password12345 password123456 passwordpassword password2024 password2025 password2026 passw0rd1234 p@ssw0rd1234
  p@ssword1234 mypassword123 contrasena12 contrasena123 contrasena1234 contraseña12 contraseña123 contraseña1234 micontrasena1
  senhasenha12 minhasenha123 senha1234567 senha12345678 administrator administrador admin1234567 admin12345678 adminadmin123
  welcome12345 welcome123456 bienvenido123 bienvenidos1 letmeinletmein letmein12345 iloveyou1234 iloveyouforever teamoteamote
  teamomucho12 teamo1234567 superman1234 spiderman123 dragonballz1 pokemon12345 football1234 futbol123456 colombia1234
  colombia2024 colombia2025 mexico123456 brasil123456 argentina123 changeme1234 changemenow1 trustno1trustno1 unknownunknown
  correcthorsebatterystaple`.split(/\s+/),
);

/** Whether a password is tried first by everyone who guesses: a listed one, or one sign or a short piece repeated. */
export function isWellKnown(password: string): boolean {
  const folded = password.toLowerCase();
  return LISTED.has(folded) || /^(.{1,3})\1+$/u.test(folded) || isRun(folded);
}

/** Signs that follow one another, up or down: `abcdefghijklm`, `2109876543210`. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((sign, index) => sign.charCodeAt(0) - text.charCodeAt(index));
  const isStep = (by: number) => steps.every((step) => step === by || step === by - 10 * Math.sign(by));
  return isStep(1) || isStep(-1);
}
