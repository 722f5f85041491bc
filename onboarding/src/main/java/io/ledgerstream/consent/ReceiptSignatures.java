package io.ledgerstream.consent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.util.BigIntegers;
import org.springframework.stereotype.Component;

/**
 * Signs receipts (RFC 7515, ES256), so that whoever has one can prove what was agreed to,
 * with the keys that we publish and without us.
 */
@Component
public class ReceiptSignatures {

    static final JOSEObjectType TYPE = new JOSEObjectType("ledgerstream-receipt+json");

    private final TreeMap<Integer, ECKey> keys = new TreeMap<>();

    /**
     * @throws IllegalStateException where a key is none, without the key in the message
     */
    ReceiptSignatures(ReceiptProperties properties) {
        for (Map.Entry<Integer, String> key : properties.receiptKeys().entrySet()) {
            try {
                keys.put(key.getKey(), key("receipts-" + key.getKey(), key.getValue()));
            }
            catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
                throw new IllegalStateException("ledgerstream.consent.receipt-keys." + key.getKey()
                        + " is no private key on the curve P-256 (PKCS #8, Base64).");
            }
        }
    }

    /**
     * @return compact JWS whose payload is the receipt, byte for byte
     */
    String sign(String receipt) {
        ECKey key = keys.lastEntry().getValue();
        try {
            JWSObject signed = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(key.getKeyID()).build(),
                    new Payload(receipt));
            signed.sign(new ECDSASigner(key));
            return signed.serialize();
        }
        catch (JOSEException e) {
            throw new IllegalStateException("The receipt could not be signed.", e);
        }
    }

    /** The public halves of all keys, as a JWK set. */
    public String published() {
        return new JWKSet(keys.values().stream().<JWK>map(ECKey::toPublicJWK).toList()).toString(true);
    }

    private static ECKey key(String id, String base64) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        ECPrivateKey secret = (ECPrivateKey) factory
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        X9ECParameters curve = ECNamedCurveTable.getByName("P-256");
        if (!BigIntegers.ONE.equals(curve.getH()) || !secret.getParams().getOrder().equals(curve.getN())) {
            throw new IllegalArgumentException("another curve");
        }
        org.bouncycastle.math.ec.ECPoint point = curve.getG().multiply(secret.getS()).normalize();
        ECPoint open = new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        ECPublicKey published = (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(open, secret.getParams()));
        return new ECKey.Builder(Curve.P_256, published).privateKey(secret)
            .keyID(id)
            .algorithm(JWSAlgorithm.ES256)
            .build();
    }

}
