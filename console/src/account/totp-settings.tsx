import { lazy, Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { Badge } from '../ui/badge.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { useSave } from '../ui/use-save.ts';

const QrCode = lazy(() => import('./qr-code.tsx'));

const SecondFactor = graphql(`
  query SecondFactor {
    viewer {
      id
      totpEnabled
    }
  }
`);
const StartTotp = graphql(`
  mutation StartTotp {
    startTotp {
      secret
      provisioningUri
    }
  }
`);
const ConfirmTotp = graphql(`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code) {
      recoveryCodes
    }
  }
`);
const DisableTotp = graphql(`
  mutation DisableTotp($password: String) {
    disableTotp(password: $password)
  }
`);
const RenewRecoveryCodes = graphql(`
  mutation RenewRecoveryCodes($code: String!) {
    renewRecoveryCodes(code: $code) {
      recoveryCodes
    }
  }
`);

/** The second factor: set up, renewed, done without again. */
export function TotpSettings() {
  const [{ data, error }, ask] = useQuery({ query: SecondFactor });
  const [isOpen, setOpen] = useState<'set-up' | 'renew' | 'disable' | null>(null);
  const close = () => {
    setOpen(null);
    ask({ requestPolicy: 'network-only' });
  };
  return (
    <>
      <ErrorNote error={error} />
      {data && (
        <p>
          <Badge state={data.viewer.totpEnabled ? 'completed' : 'off'}>{data.viewer.totpEnabled ? 'on' : 'off'}</Badge>{' '}
          {data.viewer.totpEnabled
            ? 'Signing in takes the password and a code of your authenticator app.'
            : 'With an authenticator app, a password alone does not let anybody in.'}
        </p>
      )}
      <div className="actions">
        {data?.viewer.totpEnabled === false && (
          <button type="button" onClick={() => setOpen('set-up')}>
            Set up an authenticator app
          </button>
        )}
        {data?.viewer.totpEnabled && (
          <>
            <button type="button" onClick={() => setOpen('renew')}>
              New recovery codes
            </button>
            <button type="button" className="danger" onClick={() => setOpen('disable')}>
              Do without it
            </button>
          </>
        )}
      </div>
      {isOpen === 'set-up' && <SetUpDialog onClose={close} />}
      {isOpen === 'renew' && <RenewDialog onClose={close} />}
      {isOpen === 'disable' && <DisableDialog onClose={close} />}
    </>
  );
}

function SetUpDialog({ onClose }: { onClose: () => void }) {
  const start = useSave(StartTotp);
  const confirm = useSave(ConfirmTotp);
  const [setup, setSetup] = useState<{ secret: string; provisioningUri: string } | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />;
  if (!setup)
    return (
      <FormDialog
        title="An authenticator app"
        verb="Begin"
        isSaving={start.isSaving}
        error={start.error}
        onSubmit={async () => setSetup((await start.save({}))?.startTotp ?? null)}
        onClose={onClose}
      >
        <p>You need an app on your phone that makes codes, such as Aegis, 2FAS or Google Authenticator.</p>
      </FormDialog>
    );
  return (
    <FormDialog
      title="An authenticator app"
      verb="Switch it on"
      isSaving={confirm.isSaving}
      error={confirm.error}
      onSubmit={async () => setCodes((await confirm.save({ code }))?.confirmTotp.recoveryCodes ?? null)}
      onClose={onClose}
    >
      <p>Scan this with the app, or open the link on the phone, or type the secret in.</p>
      <Suspense>
        <QrCode text={setup.provisioningUri} label="QR code for the authenticator app" />
      </Suspense>
      <p>
        <a href={setup.provisioningUri}>Open in an app of this device</a>
      </p>
      <ShownOnce label="Secret" text={setup.secret} />
      <CodeField value={code} onChange={setCode} />
    </FormDialog>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const renew = useSave(RenewRecoveryCodes);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />;
  return (
    <FormDialog
      title="New recovery codes"
      verb="Renew them"
      isSaving={renew.isSaving}
      error={renew.error}
      onSubmit={async () => setCodes((await renew.save({ code }))?.renewRecoveryCodes.recoveryCodes ?? null)}
      onClose={onClose}
    >
      <p>The old ones are no longer good then.</p>
      <CodeField value={code} onChange={setCode} />
    </FormDialog>
  );
}

function DisableDialog({ onClose }: { onClose: () => void }) {
  const disable = useSave(DisableTotp);
  const [password, setPassword] = useState('');
  return (
    <FormDialog
      title="Do without it"
      verb="Switch it off"
      isSaving={disable.isSaving}
      error={disable.error}
      onSubmit={async () => {
        if (await disable.save({ password })) onClose();
      }}
      onClose={onClose}
    >
      <p>Signing in takes the password alone then. The recovery codes are gone.</p>
      <Field label="Password" type="password" autoComplete="current-password" required value={password} onChange={setPassword} />
    </FormDialog>
  );
}

function CodeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field
      label="Code"
      hint="Six digits, as the app shows them now."
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      value={value}
      onChange={onChange}
    />
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <Dialog title="Recovery codes" onClose={onClose}>
      <p>For when the app is lost: each lets you in once. Keep them in a safe place; they are not shown again.</p>
      <ShownOnce label="Recovery codes" text={codes.join('\n')} />
      <div className="actions">
        <button type="button" className="primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
