package io.ledgerstream.provider.netsuite;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Key pairs and the certificates that customers upload to NetSuite: P-256, signed by
 * themselves, for NetSuite's longest life of two years less two days. The private key is
 * made here and stays here.
 */
final class Certificates {

    private static final Duration LIFE = Duration.ofDays(728);

    /** NetSuite's clock may be behind ours. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {
    }

    /**
     * @param name what NetSuite's list of certificates shows of it
     * @param now by the business clock
     */
    static Made make(String name, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            KeyPair pair = generator.generateKeyPair();
            Instant from = now.minus(BEFORE);
            Instant until = from.plus(LIFE);
            var subject = new X500Principal(
                    "CN=" + name.replaceAll("[^A-Za-z0-9 ._-]", " ").strip() + ",O=Ledgerstream");
            var builder = new JcaX509v3CertificateBuilder(subject, new BigInteger(127, RANDOM), Date.from(from),
                    Date.from(until), subject, pair.getPublic());
            byte[] certificate = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
            return new Made(pem(certificate), Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
                    until);
        }
        catch (GeneralSecurityException | OperatorException | java.io.IOException e) {
            throw new IllegalStateException("This JDK cannot make a certificate on P-256.", e);
        }
    }

    static ECPrivateKey privateKey(String base64) throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        return (ECPrivateKey) key;
    }

    static X509Certificate read(String pem) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String pem(byte[] certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    /**
     * @param certificate PEM, to be uploaded
     * @param privateKey PKCS #8 in Base64; a secret
     * @param endsAt when NetSuite takes it no more
     */
    record Made(String certificate, String privateKey, Instant endsAt) {

        @Override
        public String toString() {
            return "Made[until " + endsAt + "]";
        }
    }

}
